package dev.scanrelay.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDigestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "e.xml; <E><ExportTime>2026-01-01 10:00</ExportTime><A/></E>; <E><ExportTime>2026-01-02 11:00</ExportTime><A/></E>",
                "e.xml; <E ExportTime=\"1\" a='2'/>; <E ExportTime=\"2\" a='2'/>",
                "e.xml; <E ExportTime='1'/>; <E ExportTime='22'/>",
                "e.xml; <i:ExportTime unit='s'>1</i:ExportTime>; <i:ExportTime unit='s'>2</i:ExportTime>",
                "r.html; <p>Printed: 2026-01-01 10:00:00</p>; <p>Printed: 2026-01-02 11:30:10</p>",
                "r.html; <td>Printed on</td><td>Jan 1, 2026 10:00 AM</td>; <td>Printed on</td><td>Feb 12, 2026 11:59 PM</td>",
                "r.html; <b>Print date:</b> 01/02/2026; <b>Print date:</b> 11/12/2026",
                "r.html; <span id=\"printed\">2026-01-01T10:00:00Z</span>; <span id=\"printed\">2026-01-01T11:00:00Z</span>",
                "r.pdf; 1 0 obj <</CreationDate (D:20260101)/ModDate(D:20260101)>>; 1 0 obj <</CreationDate (D:20260202)/ModDate(D:2026)>>",
                "r.pdf; trailer <</ID [<AB><CD>]>>; trailer <</ID [<01><02>]>>",
                "r.pdf; <xmp:CreateDate>1</xmp:CreateDate>; <xmp:CreateDate>2</xmp:CreateDate>"
            })
    void leavesOutTheTimeOfTheExport(String name, String one, String other) {
        assertThat(digest(name, one).content()).isEqualTo(digest(name, other).content());
        assertThat(digest(name, one).bytes()).isNotEqualTo(digest(name, other).bytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "e.xml; <E><ExportTime>1</ExportTime><Shade>A1</Shade></E>; <E><ExportTime>1</ExportTime><Shade>A2</Shade></E>",
                "e.xml; <E><ExportTimeZone>1</ExportTimeZone></E>; <E><ExportTimeZone>2</ExportTimeZone></E>",
                "r.html; <p>Due: 2026-01-01</p><p>Printed: 2026-01-01</p>; <p>Due: 2026-01-02</p><p>Printed: 2026-01-01</p>",
                "r.html; <p>Imprint 14</p>; <p>Imprint 15</p>",
                "r.pdf; /CreationDate (D:2026) (Shade A1); /CreationDate (D:2026) (Shade A2)",
                "margin_line.pts; 1 2 3; 1 2 4",
                "unknown.dat; a; b"
            })
    void countsEverythingElse(String name, String one, String other) {
        assertThat(digest(name, one).content()).isNotEqualTo(digest(name, other).content());
    }

    @Test
    void readsPagesInSixteenBits() {
        byte[] one = "<E><ExportTime>1</ExportTime></E>".getBytes(StandardCharsets.UTF_16LE);
        byte[] other = "<E><ExportTime>2</ExportTime></E>".getBytes(StandardCharsets.UTF_16LE);

        assertThat(digest("e.xml", one).content())
                .isEqualTo(digest("e.xml", other).content());
    }

    @Test
    void countsABinaryStlFromByte80() {
        byte[] one = stl("exported at ten", 3);
        byte[] other = stl("exported at eleven", 3);

        assertThat(digest("a.stl", one).content())
                .isEqualTo(digest("a.stl", other).content());
        other[100] ^= 1;
        assertThat(digest("a.stl", one).content())
                .isNotEqualTo(digest("a.stl", other).content());
    }

    @ParameterizedTest
    @CsvSource({"1", "79", "80", "81", "83", "84", "234"})
    void givesTheSameDigestHoweverTheBytesCome(int chunk) {
        byte[] stl = stl("header", 3);
        ContentDigest inPieces = ContentDigest.of(new VendorName("a.stl"));
        for (int at = 0; at < stl.length; at += chunk) {
            inPieces.update(stl, at, Math.min(chunk, stl.length - at));
        }

        assertThat(inPieces.finish().content()).isEqualTo(digest("a.stl", stl).content());
    }

    @Test
    void countsATextStlFromItsFirstByte() {
        String solid =
                "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nendloop\nendfacet\nendsolid a\n".repeat(3);

        assertThat(digest("a.stl", solid).content())
                .isEqualTo(digest("a.stl", solid).bytes());
    }

    @Test
    void countsAPageThatIsTooLargeAsItIs() {
        byte[] page = new byte[ContentDigest.LARGEST_PAGE + 1];
        Arrays.fill(page, (byte) ' ');

        ContentDigest.Result digest = digest("e.xml", page);

        assertThat(digest.content()).isEqualTo(digest.bytes());
        assertThat(digest.page()).isEmpty();
    }

    private static byte[] stl(String header, int triangles) {
        ByteBuffer stl = ByteBuffer.allocate(84 + 50 * triangles).order(ByteOrder.LITTLE_ENDIAN);
        stl.put(header.getBytes(StandardCharsets.US_ASCII)).position(80).putInt(triangles);
        return stl.array();
    }

    private static ContentDigest.Result digest(String name, String text) {
        return digest(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static ContentDigest.Result digest(String name, byte[] bytes) {
        ContentDigest digest = ContentDigest.of(new VendorName(name));
        digest.update(bytes, 0, bytes.length);
        return digest.finish();
    }
}
