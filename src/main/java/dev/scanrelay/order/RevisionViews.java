package dev.scanrelay.order;

import static java.util.stream.Collectors.groupingBy;

import dev.scanrelay.acknowledge.AcknowledgementView;
import dev.scanrelay.acknowledge.Acknowledgements;
import dev.scanrelay.content.Sha256;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is stored of an order, as readers see it: three queries, however much there is. */
@ApplicationScoped
class RevisionViews {

    static final int LATEST = 20;
    static final int ARTIFACTS = 1000;

    private static final String REVISIONS = """
            select r.number, r.fingerprint, r.rule_version, r.complete, r.unpacked, r.refusal, r.stored_at,
                   (select count(*) from artifact a where a.order_id = r.order_id and a.revision = r.number) as artifacts
              from revision r where r.order_id = :order and r.number between :first and :last order by r.number desc""";

    private static final String OF_ARTIFACTS = """
            select id, revision, position, container_id, kind, role, jaw, media_type, size_bytes, sha256, object_key, vendor_name
              from artifact where order_id = :order and revision between :first and :last
             order by revision desc, position limit """ + " "; // text blocks lose the blank

    private final PatientSeal seal;
    private final Acknowledgements acknowledgements;

    RevisionViews(PatientSeal seal, Acknowledgements acknowledgements) {
        this.seal = seal;
        this.acknowledgements = acknowledgements;
    }

    Uni<List<RevisionView>> latest(Mutiny.Session session, OrderView order, Reader reader) {
        int last = order.latestRevision();
        return read(session, order.id(), reader, last - LATEST + 1, last, ARTIFACTS);
    }

    /** With all its artifacts. */
    Uni<Optional<RevisionView>> one(Mutiny.Session session, UUID order, Reader reader, int number) {
        return read(session, order, reader, number, number, Integer.MAX_VALUE)
                .map(found -> found.stream().findFirst());
    }

    private Uni<List<RevisionView>> read(
            Mutiny.Session session, UUID order, Reader reader, int first, int last, int artifacts) {
        return rows(session, REVISIONS, order, first, last)
                .flatMap(revisions -> rows(session, OF_ARTIFACTS + artifacts, order, first, last)
                        .map(files -> files.stream().collect(groupingBy(file -> file.integer("revision"))))
                        .flatMap(files -> acknowledgements
                                .of(session, order, first, last, reader.seesPatients())
                                .map(said -> revisions.stream()
                                        .map(revision -> view(revision, order, files, said, reader))
                                        .toList())));
    }

    private static Uni<List<Row>> rows(Mutiny.Session session, String sql, UUID order, int first, int last) {
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("order", order)
                .setParameter("first", first)
                .setParameter("last", last)
                .getResultList()
                .map(found -> found.stream().map(Row::new).toList());
    }

    private RevisionView view(
            Row revision,
            UUID order,
            Map<Integer, List<Row>> files,
            Map<Integer, AcknowledgementView> said,
            Reader reader) {
        int number = revision.integer("number");
        return new RevisionView(
                number,
                revision.integer("rule_version") + ":" + revision.text("fingerprint"),
                revision.flag("complete"),
                revision.text("unpacked"),
                revision.maybeText("refusal"),
                revision.instant("stored_at"),
                revision.integer("artifacts"),
                Optional.ofNullable(said.get(number)),
                files.getOrDefault(number, List.of()).stream()
                        .map(file -> artifact(file, order, reader))
                        .toList());
    }

    private ArtifactView artifact(Row file, UUID order, Reader reader) {
        UUID id = file.id("id");
        return new ArtifactView(
                id,
                file.text("kind"),
                file.maybeText("role"),
                file.maybeText("jaw"),
                file.text("media_type"),
                file.number("size_bytes"),
                Sha256.of(file.bytes("sha256")).hex(),
                file.maybeId("container_id"),
                FileNames.of(file),
                file.maybeBytes("vendor_name")
                        .filter(name -> reader.seesPatients())
                        .map(name -> seal.openVendorName(id, name)),
                "/api/v1/orders/" + order + "/artifacts/" + id);
    }
}
