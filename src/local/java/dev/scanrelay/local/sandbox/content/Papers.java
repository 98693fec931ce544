package dev.scanrelay.local.sandbox.content;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an export says in words: its XML (several versions of it in restorative cases) and the printed RX. Both carry the time. */
final class Papers {

    /** Of fixed width, so that every build of a scan has the same length. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter PRINTED =
            DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Subject subject;
    private final Instant exportTime;
    private final List<ExportFile> files;

    private Papers(Subject subject, Instant exportTime, List<ExportFile> files) {
        this.subject = subject;
        this.exportTime = exportTime;
        this.files = files;
    }

    static List<ExportFile> of(Export export, Build build, List<ExportFile> files) {
        var papers = new Papers(export.subject(), build.exportTime(), files);
        var rx = ExportFile.printed("Rx", papers.html(), "Rx_" + papers.subject.orderId() + ".html");
        return export.isOrtho()
                ? List.of(papers.xml("50"), rx)
                : List.of(papers.xml("40"), papers.xml("45"), papers.xml("50"));
    }

    private ExportFile xml(String version) {
        var name = "itero_export_#%d_v%s.xml".formatted(subject.orderId(), version);
        return ExportFile.printed("Metadata", Bytes.utf8(xmlText(version)), name);
    }

    private String xmlText(String version) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <iTeroExport Version="%s" ExportTime="%s">
                  <Order Id="%d" RxId="%s" CompanyId="%d" ScanTime="%s">
                    <Clinic>%s</Clinic>
                    <Doctor FirstName="%s" LastName="%s"/>
                    <Patient FirstName="%s" LastName="%s" ChartNumber="%s"/>
                    <Procedure>%s</Procedure>
                  </Order>
                  <Files>
                %s
                  </Files>
                </iTeroExport>
                """.formatted(
                        version,
                        TIME.format(exportTime),
                        subject.orderId(),
                        subject.rxId(),
                        subject.companyId(),
                        TIME.format(subject.scannedAt()),
                        escape(subject.clinic()),
                        escape(subject.doctorFirstName()),
                        escape(subject.doctorLastName()),
                        escape(subject.patientFirstName()),
                        escape(subject.patientLastName()),
                        escape(subject.chartNumber()),
                        escape(subject.procedure()),
                        fileLines().collect(Collectors.joining("\n")));
    }

    private Stream<String> fileLines() {
        return files.stream().map(file -> {
            var jaw = file.jaw().isEmpty() ? "" : " Jaw=\"" + file.jaw() + "\"";
            return "    <File Name=\"%s\" Type=\"%s\"%s/>"
                    .formatted(escape(file.zip().name()), file.type(), jaw);
        });
    }

    /** Last name first: the opposite of the XML, as in real exports. */
    private Bytes html() {
        return Bytes.utf8("""
                <!DOCTYPE html>
                <html><head><meta charset="utf-8"><title>Rx %1$d</title></head>
                <body>
                <h1>Rx %1$d</h1>
                <table>
                <tr><th>Patient</th><td>%2$s %3$s</td></tr>
                <tr><th>Chart number</th><td>%4$s</td></tr>
                <tr><th>Doctor</th><td>%5$s %6$s</td></tr>
                <tr><th>Practice</th><td>%7$s</td></tr>
                <tr><th>Procedure</th><td>%8$s</td></tr>
                <tr><th>Scanned</th><td>%9$s</td></tr>
                </table>
                <p>Printed: %10$s</p>
                </body></html>
                """.formatted(
                        subject.orderId(),
                        escape(subject.patientLastName()),
                        escape(subject.patientFirstName()),
                        escape(subject.chartNumber()),
                        escape(subject.doctorLastName()),
                        escape(subject.doctorFirstName()),
                        escape(subject.clinic()),
                        escape(subject.procedure()),
                        PRINTED.format(subject.scannedAt()),
                        PRINTED.format(exportTime)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
