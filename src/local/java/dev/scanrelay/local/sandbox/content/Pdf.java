package dev.scanrelay.local.sandbox.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A one-page PDF written by hand: five objects, their offsets, the trailer. */
final class Pdf {

    private Pdf() {}

    static Bytes rx(Subject subject) {
        var page = "BT /F1 18 Tf 72 760 Td (Rx %d) Tj 0 -28 Td /F1 11 Tf (Practice %d, %s) Tj ET"
                .formatted(subject.orderId(), subject.companyId(), ascii(subject.procedure()));
        var objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + page.length() + " >>\nstream\n" + page + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        return new Bytes(file(objects).getBytes(StandardCharsets.US_ASCII));
    }

    private static String file(List<String> objects) {
        var text = new StringBuilder("%PDF-1.4\n");
        var offsets = new ArrayList<Integer>();
        for (int i = 0; i < objects.size(); i++) {
            offsets.add(text.length());
            text.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int table = text.length();
        text.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
        offsets.forEach(offset -> text.append("%010d 00000 n \n".formatted(offset)));
        text.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\n");
        return text.append("startxref\n").append(table).append("\n%%EOF\n").toString();
    }

    private static String ascii(String text) {
        return text.replaceAll("[^ A-Za-z0-9,.-]", "?");
    }
}
