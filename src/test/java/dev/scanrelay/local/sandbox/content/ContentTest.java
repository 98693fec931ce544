package dev.scanrelay.local.sandbox.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentTest {

    static Stream<Content> contents() {
        var tile = new Bytes(new byte[] {1, 2, 3, 4, 5, 6, 7});
        return Stream.of(
                new Bytes(new byte[200_000]),
                new Repeated(tile, 100_003),
                new Noise(3, 200_001),
                Joined.of(tile, new Noise(1, 70_000), Bytes.EMPTY, new Repeated(tile, 15)),
                Stl.arch(1, true, 100_000, "x"),
                Ply.arch(1, false, 100_000),
                Zip.of(List.of(ZipPart.deflated("a", tile), ZipPart.stored("b", new Noise(1, 99)))));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void anyPartIsThatPartOfTheWhole(Content content) throws IOException {
        var whole = read(content, 0, content.size());
        assertThat(whole).hasSize((int) content.size());
        for (long from : List.of(0L, 1L, 65_535L, 65_537L, content.size() - 1)) {
            long start = Math.min(from, content.size());
            long length = Math.min(70_001, content.size() - start);
            assertThat(read(content, start, length))
                    .isEqualTo(Arrays.copyOfRange(whole, (int) start, (int) (start + length)));
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void theChecksumIsThatOfTheBytes(Content content) throws IOException {
        var crc = new CRC32();
        crc.update(read(content, 0, content.size()));
        assertThat(content.crc32()).isEqualTo(crc.getValue());
    }

    private static byte[] read(Content content, long from, long length) throws IOException {
        var out = new ByteArrayOutputStream();
        content.write(from, length, out);
        return out.toByteArray();
    }
}
