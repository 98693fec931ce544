package dev.scanrelay.local.sandbox.scenario;

import static dev.scanrelay.local.sandbox.http.Page.escape;

import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Patient;
import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.World;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The portal's HTML. */
final class PortalPage {

    private static final int SHOWN = 60;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private final World world;

    PortalPage(World world) {
        this.world = world;
    }

    String of(Account account) {
        var all = world.scans(account.companyId()).stream()
                .sorted(Comparator.comparing(Scan::modifiedAt).reversed())
                .toList();
        var scanned = all.stream().filter(Scan::isScanned).limit(SHOWN).toList();
        var waiting =
                all.stream().filter(scan -> !scan.isScanned()).limit(SHOWN).toList();
        return """
                <header><div class="bar"><strong>iTero sandbox</strong>
                <nav aria-label="Clinics">%s</nav></div></header>
                <main>
                <div class="head"><div><h1>%s</h1>
                <p class="note">Account %d, %s, %s. %s</p></div>%s</div>
                <section><h2>Scans <span class="count">%d</span></h2>%s</section>
                <section><h2>RXs waiting <span class="count">%d</span></h2>%s</section>
                <section><h2>Patients</h2>%s</section>
                </main>
                """.formatted(
                        join(world.accounts(), other -> tab(other, account)),
                        escape(account.name()),
                        account.companyId(),
                        escape(account.address().city()),
                        escape(account.region().wireName()),
                        paired(account),
                        newScan(account),
                        all.stream().filter(Scan::isScanned).count(),
                        scanned.isEmpty()
                                ? "<p class=\"empty\">No scans yet. Make one with the button above.</p>"
                                : "<ul class=\"cards\">" + join(scanned, scan -> card(scan, account)) + "</ul>",
                        waiting.size(),
                        waiting.isEmpty()
                                ? "<p class=\"empty\">Nothing waits for a scan.</p>"
                                : "<ul class=\"rows\">" + join(waiting, scan -> waiting(scan, account)) + "</ul>",
                        patients(account));
    }

    private String paired(Account account) {
        var partners = world.pairings().stream()
                .filter(pairing -> pairing.companyId() == account.companyId())
                .map(pairing -> escape(pairing.clientId()))
                .collect(Collectors.joining(", "));
        return partners.isEmpty() ? "Not paired." : "Paired with " + partners + ".";
    }

    private static String tab(Account account, Account shown) {
        var here = account.companyId() == shown.companyId() ? " aria-current=\"page\"" : "";
        return "<a href=\"/?account=%d\"%s>%s</a>".formatted(account.companyId(), here, escape(account.name()));
    }

    private static String newScan(Account account) {
        return """
                <form method="post" action="/portal/%d/scans" class="actions">
                <button name="kind" value="ortho">New scan</button>
                <button name="kind" value="restorative" class="quiet">New restorative scan</button></form>
                """.formatted(account.companyId());
    }

    private String card(Scan scan, Account account) {
        return """
                <li class="card"><img src="/sandbox/scans/%1$s/thumbnail.jpg?v=%2$d" alt="" width="320" height="180" loading="lazy">
                <div class="body"><div class="line"><strong>%3$s</strong><span class="status">%4$s</span></div>
                <p class="note">Order %5$d, %6$s<br>%7$s</p>
                <p class="id">%1$s</p>
                <form method="post" action="/portal/%8$d/scans/%1$s" class="actions">
                <button name="action" value="rescan" class="quiet">Re-scan</button>
                <button name="action" value="modeling" class="quiet">Lab review</button>
                <button name="action" value="notify" class="quiet">Notify again</button></form></div></li>
                """.formatted(
                        scan.rxId(),
                        scan.versions().images(),
                        escape(name(scan)),
                        escape(scan.status()),
                        scan.orderId().orElseThrow(),
                        escape(scan.procedure().name()),
                        time(scan.modifiedAt(), account),
                        account.companyId());
    }

    private String waiting(Scan scan, Account account) {
        return """
                <li><div><strong>%s</strong> <span class="note">%s, %s</span><p class="id">%s</p></div>
                <form method="post" action="/portal/%d/scans"><input type="hidden" name="rxId" value="%s">
                <button class="quiet">Scan</button></form></li>
                """.formatted(
                        escape(name(scan)),
                        escape(scan.procedure().name()),
                        time(scan.modifiedAt(), account),
                        scan.rxId(),
                        account.companyId(),
                        scan.rxId());
    }

    private String patients(Account account) {
        var rows = join(
                world.patients(account.companyId()).stream().limit(SHOWN).toList(), patient -> row(patient, account));
        return """
                <div class="scroll"><table><thead><tr><th>Name</th><th>Chart number</th><th>Born</th><th></th></tr></thead>
                <tbody>%s</tbody></table></div>
                """.formatted(rows);
    }

    private static String row(Patient patient, Account account) {
        return """
                <tr><td>%s, %s</td><td>%s</td><td>%s</td><td><form method="post" action="/portal/%d/scans">
                <input type="hidden" name="patientId" value="%s"><button class="quiet">Scan</button></form></td></tr>
                """.formatted(
                        escape(patient.lastName()),
                        escape(patient.firstName()),
                        escape(patient.chartNumber().orElse("none")),
                        escape(patient.birthDate().orElse("")),
                        account.companyId(),
                        patient.patientId());
    }

    private String name(Scan scan) {
        return world.patient(scan.companyId(), scan.patientId())
                .map(patient -> patient.lastName() + ", " + patient.firstName())
                .orElse("Unknown");
    }

    private static String time(Instant at, Account account) {
        return TIME.withZone(ZoneId.of(account.timeZone())).format(at);
    }

    private static <T> String join(List<T> values, Function<T, String> html) {
        return values.stream().map(html).collect(Collectors.joining("\n"));
    }
}
