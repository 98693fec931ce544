package dev.scanrelay.content;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Takes out of a page what changes with every export: the time of the export itself. Everything else stays as it is. */
final class Pages {

    /** From a page's bytes to those that count. */
    interface Rule {
        byte[] normalised(byte[] page);
    }

    private static final String PREFIX = "(?:[\\w.-]{1,40}:)?";
    private static final List<Pattern> EXPORT_TIME = List.of(
            Pattern.compile("(?i)(<" + PREFIX + "ExportTime\\b[^>]{0,200}>)[^<]{0,200}(?=</)"),
            Pattern.compile("(?i)(\\s" + PREFIX + "ExportTime\\s{0,4}=\\s{0,4})(?:\"[^\"]{0,200}\"|'[^']{0,200}')"));

    private static final String MARKUP = "(?:\\s|&nbsp;|<[^>]{0,200}>|[:=>])";
    private static final String DATE_OR_TIME = "(?:\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}"
            + "|\\d{1,2}(?:st|nd|rd|th)?[ -]\\p{L}{3,9}\\.?[ ,-]{1,2}\\d{4}"
            + "|\\p{L}{3,9}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}"
            + "|T?\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?"
            + "|[AaPp]\\.?[Mm]\\.?|Z|UTC|GMT|[+-]\\d{2}:?\\d{2}|,|at)";
    private static final List<Pattern> PRINTED_TIME = List.of(
            Pattern.compile("(?i)(\\bprint(?:ed|ing)?(?:[ _-]?(?:on|at|date|time|out|and|&amp;)){0,4}" + "\\b[\"']?"
                    + MARKUP + "{0,20})" + DATE_OR_TIME + "(?:" + "(?:\\s|&nbsp;){0,3}" + DATE_OR_TIME + "){0,6}"));

    private static final List<Pattern> PDF_DATES = List.of(
            Pattern.compile("(/(?:CreationDate|ModDate)\\s{0,4})\\((?:[^()\\\\]|\\\\.){0,100}\\)"),
            Pattern.compile("(/(?:CreationDate|ModDate)\\s{0,4})<[0-9A-Fa-f\\s]{0,200}>"),
            Pattern.compile(
                    "(/ID\\s{0,4})\\[\\s{0,4}(?:<[0-9A-Fa-f\\s]{0,200}>|\\((?:[^()\\\\]|\\\\.){0,100}\\))\\s{0,4}(?:<[0-9A-Fa-f\\s]{0,200}>|\\((?:[^()\\\\]|\\\\.){0,100}\\))\\s{0,4}\\]"),
            Pattern.compile("(<xmp:(?:CreateDate|ModifyDate|MetadataDate)>)[^<]{0,100}"),
            Pattern.compile("(\\sxmp:(?:CreateDate|ModifyDate|MetadataDate)=)\"[^\"]{0,100}\""),
            Pattern.compile("(<xmpMM:(?:DocumentID|InstanceID)>)[^<]{0,100}"),
            Pattern.compile("(\\sxmpMM:(?:DocumentID|InstanceID)=)\"[^\"]{0,100}\""));

    private Pages() {}

    static byte[] withoutExportTime(byte[] page) {
        return without(EXPORT_TIME, page);
    }

    static byte[] withoutPrintedTime(byte[] page) {
        return without(PRINTED_TIME, page);
    }

    /** Dates and ids of the file itself. What is printed on a page inside a compressed stream is out of reach, and counts. */
    static byte[] withoutPdfDates(byte[] page) {
        return without(PDF_DATES, page);
    }

    private static byte[] without(List<Pattern> patterns, byte[] page) {
        Charset charset = charsetOf(page);
        String text = new String(page, charset);
        for (Pattern pattern : patterns) {
            text = pattern.matcher(text).replaceAll("$1");
        }
        return text.getBytes(charset);
    }

    /** Latin-1 keeps every byte of whatever encodes ASCII as itself; only UTF-16 does not. */
    private static Charset charsetOf(byte[] page) {
        if (page.length >= 2 && (page[0] == 0 || page[0] == (byte) 0xFE)) {
            return StandardCharsets.UTF_16BE;
        }
        boolean little = page.length >= 2 && (page[1] == 0 || (page[0] == (byte) 0xFF && page[1] == (byte) 0xFE));
        return little ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1;
    }
}
