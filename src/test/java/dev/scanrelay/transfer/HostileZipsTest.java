package dev.scanrelay.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Fuzzing;
import dev.scanrelay.testing.Mutator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A spoiled zip is unpacked, kept whole, or ends the transfer; whatever it says, nothing is written beside the attempt. */
class HostileZipsTest {

    private static final List<byte[]> GOOD = List.of(
            Zips.zip(new TreeMap<>(Map.of("a.xml", "<Export/>".getBytes(ISO_8859_1), "b/mesh.stl", Zips.random(900)))),
            Zips.stored("mesh.stl", Zips.random(300)),
            zip64(),
            Zips.zip(Map.of("inner.zip", Zips.stored("../../etc/passwd", new byte[9]))));
    private static final List<Integer> SIGNATURES =
            List.of(0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50, 0x08074b50);
    private static final List<Long> EXTREMES =
            List.of(0L, 1L, 0x7FL, 0x7FFFL, 0x8000L, 0xFFFFL, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFFFL, -1L, 1L << 63);
    private static final List<String> NAMES = List.of(
            "../../../../etc", "/etc/shadow", "C:\\a", "..", "a/../../b", "\0", "CON", "a\nb", "//host/a", "b/");
    private static final List<String> REASONS = List.of("unreadable", "directory-differs", "directory-unreadable");

    private final TreeMap<String, Integer> seen = new TreeMap<>();
    private S3Sink sink;
    private ObjectStore store;
    private Transfers transfers;

    @BeforeEach
    void start() throws IOException {
        sink = S3Sink.faultless();
        store = new ObjectStore(Stores.settings(sink.endpoint()));
        transfers = new Transfers(store, Stores.transferSettings());
    }

    @AfterEach
    void stop() {
        transfers.close();
        store.close();
        sink.close();
    }

    @Test
    void unpacksOrRefusesAnyZip() {
        Fuzzing.few("zips", 500, this::isUnpackedOrRefused);

        assertThat(seen).containsKeys(REASONS.toArray(String[]::new)).containsKeys("complete", "failed");
    }

    @Test
    @Tag("fuzz")
    void unpacksOrRefusesAnyOfManyZips() {
        Fuzzing.many("many zips", 8_000, this::isUnpackedOrRefused);
    }

    @Test
    void readsOrRefusesAnyDirectory() {
        Fuzzing.few("directories", 20_000, HostileZipsTest::isReadOrRefused);
    }

    @Test
    @Tag("fuzz")
    void readsOrRefusesAnyOfManyDirectories() {
        Fuzzing.many("many directories", 400_000, HostileZipsTest::isReadOrRefused);
    }

    private void isUnpackedOrRefused(Random random) {
        byte[] zip = spoiled(random);
        sink.forget();
        try {
            Stored stored = transfers.store(Stores.request("attempt", "a.zip", policy(random), source(random, zip)));
            assertThat(sink.objects()).containsEntry("attempt/01-archive.zip", (long) zip.length);
            assertThat(sink.objects()).hasSize(1 + entries(stored.unpacked()));
        } catch (TransferFailed failed) {
            seen.merge("failed", 1, Integer::sum);
            assertThat(failed.kind()).isIn(TransferFailed.Kind.DAMAGED, TransferFailed.Kind.TRUNCATED);
            assertThat(sink.objects()).isEmpty();
        }
        assertThat(sink.objects().keySet())
                .allMatch(key -> key.matches("attempt/01(-archive\\.zip|/[0-9]{2}-[a-z0-9.-]+)"));
        assertThat(sink.openUploads()).isZero();
    }

    private int entries(Unpacked unpacked) {
        return switch (unpacked) {
            case Unpacked.None none -> 0;
            case Unpacked.Refused refused -> {
                seen.merge(refused.reason(), 1, Integer::sum);
                yield 0;
            }
            case Unpacked.Complete complete -> {
                seen.merge("complete", 1, Integer::sum);
                yield complete.entries().size();
            }
        };
    }

    private static void isReadOrRefused(Random random) {
        byte[] zip = spoiled(random);
        int from = random.nextInt(zip.length + 1) / (1 + random.nextInt(8));
        long offset = random.nextInt(8) == 0 ? Mutator.one(random, EXTREMES) & Long.MAX_VALUE : from;
        try {
            Optional<List<ZipDirectory.Item>> items =
                    ZipDirectory.read(new ZipBytes.Tail(offset, Arrays.copyOfRange(zip, from, zip.length)));
            assertThat(items.orElse(List.of())).hasSizeLessThanOrEqualTo(zip.length / 46);
        } catch (ZipRefused refused) {
            assertThat(refused.reason()).isEqualTo("directory-unreadable");
        }
    }

    private static byte[] spoiled(Random random) {
        byte[] zip = Mutator.one(random, GOOD).clone();
        return switch (random.nextInt(8)) {
            case 0 -> Mutator.mutated(random, zip);
            case 1 -> Arrays.copyOf(zip, random.nextInt(zip.length));
            case 2 -> joined(zip, Mutator.one(random, GOOD));
            case 3 -> renamed(random, zip);
            case 4 -> flipped(random, zip);
            case 5 -> extreme(random, extreme(random, zip));
            default -> extreme(random, zip);
        };
    }

    /** One field of one header becomes as large, or as small, as it can be, or nearly. */
    private static byte[] extreme(Random random, byte[] zip) {
        int at = find(zip, Mutator.one(random, SIGNATURES), random.nextInt(zip.length));
        if (at < 0) {
            return flipped(random, zip);
        }
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int field = Math.min(at + 4 + 2 * random.nextInt(26), zip.length - 8);
        long value = Mutator.one(random, EXTREMES);
        switch (random.nextInt(3)) {
            case 0 -> bytes.putShort(field, (short) value);
            case 1 -> bytes.putInt(field, (int) value);
            default -> bytes.putLong(field, value);
        }
        return zip;
    }

    private static byte[] renamed(Random random, byte[] zip) {
        byte[] name = Mutator.one(random, NAMES).getBytes(ISO_8859_1);
        int length = Math.min(name.length, Byte.toUnsignedInt(zip[26]));
        System.arraycopy(name, 0, zip, 30, Math.min(length, zip.length - 30));
        int listed = find(zip, 0x02014b50, 0);
        if (listed > 0 && random.nextBoolean()) {
            System.arraycopy(name, 0, zip, listed + 46, Math.min(length, zip.length - listed - 46));
        }
        return zip;
    }

    private static byte[] flipped(Random random, byte[] zip) {
        for (int flip = random.nextInt(4); flip >= 0; flip--) {
            zip[random.nextInt(zip.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return zip;
    }

    private static int find(byte[] zip, int signature, int from) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int step = 0; step < zip.length; step++) {
            int at = (from + step) % zip.length;
            if (at <= zip.length - 12 && bytes.getInt(at) == signature) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static UnpackPolicy policy(Random random) {
        return random.nextBoolean() ? UnpackPolicy.EXPECT_ZIP : Mutator.one(random, List.of(UnpackPolicy.values()));
    }

    private static Source source(Random random, byte[] zip) {
        OptionalLong length = random.nextBoolean() ? OptionalLong.of(zip.length) : OptionalLong.empty();
        return (offset, tag) ->
                new Source.Opened(200, length, Optional.empty(), true, Optional.empty(), new ByteArrayInputStream(zip));
    }

    private static byte[] zip64() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
                out.setUseZip64(Zip64Mode.Always);
                out.setComment("made elsewhere");
                for (String name : List.of("folder/", "folder/mesh.stl", "M\u00fcller.jpg")) {
                    out.putArchiveEntry(new ZipArchiveEntry(name));
                    out.write(name.endsWith("/") ? new byte[0] : Zips.random(200));
                    out.closeArchiveEntry();
                }
            }
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
