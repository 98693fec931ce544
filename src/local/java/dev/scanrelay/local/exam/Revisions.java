package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Advice.FETCH;
import static dev.scanrelay.local.exam.Advice.NEWER;

import java.util.List;

/** Scans that are scanned again, and what comes out of turn. */
final class Revisions {

    private static final String KEEPS = "The newer revision stays: the older one does not become its document.";

    private Revisions() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario("rescan", "A second revision", "Both revisions are imported.", FETCH, s -> {
                    var order = s.order();
                    s.tell(s.ready(order, 1));
                    s.imported(order, 1);
                    s.rescanned(order);
                    s.tell(s.ready(order, 2));
                    s.imported(order, 2);
                    s.once(order);
                }),
                new Scenario("newer-first", "Revision 2 comes before revision 1", KEEPS, NEWER, s -> {
                            var order = s.order();
                            s.rescanned(order);
                            s.tell(s.ready(order, 2));
                            s.imported(order, 2);
                            s.tell(s.ready(order, 1));
                            s.never(Revisions::isReplaced, order);
                        })
                        .needing(Need.VERDICT),
                new Scenario("older-again", "Revision 1 is told anew after revision 2", KEEPS, NEWER, s -> {
                            var order = s.order();
                            s.tell(s.ready(order, 1));
                            s.imported(order, 1);
                            s.rescanned(order);
                            s.tell(s.ready(order, 2));
                            s.imported(order, 2);
                            s.tell(s.ready(order, 1));
                            s.never(Revisions::isReplaced, order);
                        })
                        .needing(Need.VERDICT));
    }

    /** Whether revision 1 was imported into the document of revision 2, after that one. */
    private static boolean isReplaced(Order order) {
        var said = order.acknowledgements();
        var newer = said.stream()
                .filter(one -> one.revision() == 2 && one.imported())
                .findFirst();
        return newer.isPresent()
                && said.subList(said.indexOf(newer.get()), said.size()).stream()
                        .anyMatch(one -> one.revision() == 1
                                && one.imported()
                                && one.document().equals(newer.get().document()));
    }
}
