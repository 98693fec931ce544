package dev.scanrelay.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.content.VendorName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Zips as other programs, and people who mean harm, write them. */
@Timeout(60)
class OddZipsTest {

    private static final byte[] MESH = Zips.random(5_000);

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
    void readsZip64WithAndWithoutDescriptors() throws Exception {
        byte[] zip = written(Zip64Mode.Always, out -> {
            add(out, "folder/", new byte[0]);
            add(out, "folder/mesh.stl", MESH);
            add(out, "Müller.jpg", MESH);
            out.setComment("made elsewhere");
        });

        assertThat(names(zip)).containsExactly("folder/mesh.stl", "Müller.jpg");
    }

    @Test
    void readsAnEntryOfNoBytes() throws Exception {
        assertThat(names(Zips.zip(Map.of("empty.jpg", new byte[0])))).containsExactly("empty.jpg");
    }

    @Test
    void refusesANameThatComesTwice() throws Exception {
        byte[] zip = written(Zip64Mode.Never, out -> {
            add(out, "mesh.stl", MESH);
            add(out, "mesh.stl", MESH);
        });

        assertThat(unpacked(zip)).isEqualTo(new Unpacked.Refused("duplicate-name"));
    }

    @Test
    void refusesTooManyEntries() throws Exception {
        Map<String, byte[]> files = IntStream.rangeClosed(1, 101)
                .boxed()
                .collect(Collectors.toMap(number -> number + ".jpg", number -> new byte[1]));

        assertThat(unpacked(Zips.zip(files))).isEqualTo(new Unpacked.Refused("too-many-entries"));
        assertThat(sink.objects()).containsOnlyKeys("attempt/01-archive.zip");
    }

    @Test
    void refusesAZipOfNothing() throws Exception {
        byte[] empty = ByteBuffer.allocate(22)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x06054b50)
                .array();

        assertThat(unpacked(empty)).isEqualTo(new Unpacked.Refused("empty"));
    }

    @Test
    void refusesEncryptedEntries() throws Exception {
        byte[] zip = Zips.stored("mesh.stl", MESH);
        zip[6] |= 1;

        assertThat(unpacked(zip)).isEqualTo(new Unpacked.Refused("unreadable"));
    }

    @Test
    void refusesStoredEntriesWhoseLengthComesAfterThem() throws Exception {
        byte[] zip = Zips.stored("mesh.stl", MESH);
        zip[6] |= 8;

        assertThat(unpacked(zip)).isEqualTo(new Unpacked.Refused("unreadable"));
    }

    @Test
    void refusesOtherMethods() throws Exception {
        byte[] zip = Zips.stored("mesh.stl", MESH);
        zip[8] = 12;

        assertThat(unpacked(zip)).isEqualTo(new Unpacked.Refused("unsupported-method"));
    }

    @Test
    void refusesAnEntryThatTheDirectoryHides() throws Exception {
        byte[] shown = Zips.stored("shown.stl", MESH);
        byte[] hidden = Zips.stored("extra.stl", MESH);
        int directory = shown.length - 22 - 46 - "shown.stl".length();
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(shown, 0, directory);
        both.write(hidden, 0, directory);
        ByteBuffer end = ByteBuffer.wrap(shown).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(shown.length - 22 + 16, 2 * directory);
        both.write(shown, directory, shown.length - directory);

        assertThat(unpacked(both.toByteArray())).isEqualTo(new Unpacked.Refused("directory-differs"));
    }

    @Test
    void refusesADirectoryThatPointsFurtherThanAnyFile() throws Exception {
        byte[] zip = Zips.stored("mesh.stl", MESH);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(zip.length - 22 + 16, -1);

        assertThat(unpacked(zip)).isEqualTo(new Unpacked.Refused("directory-unreadable"));
    }

    @Test
    void refusesADirectoryThatPointsNowhere() throws Exception {
        byte[] zip = Zips.stored("mesh.stl", MESH);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(zip.length - 22 + 16, Integer.MAX_VALUE);

        assertThat(unpacked(zip)).isEqualTo(new Unpacked.Refused("directory-unreadable"));
    }

    @Test
    void refusesEntriesThatShareBytes() throws Exception {
        byte[] zip = Zips.stored("mesh.stl", MESH);
        int directory = zip.length - 22 - 46 - "mesh.stl".length();
        byte[] again = Arrays.copyOfRange(zip, directory, zip.length - 22);
        again[46] = 'M'; // a second name for the same bytes
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.write(zip, 0, zip.length - 22);
        twice.writeBytes(again);
        ByteBuffer.wrap(zip)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(zip.length - 12, (short) 2)
                .putInt(zip.length - 10, 2 * again.length);
        twice.write(zip, zip.length - 22, 22);

        assertThat(unpacked(twice.toByteArray())).isEqualTo(new Unpacked.Refused("directory-differs"));
    }

    @Test
    void refusesAHundredThousandEntries() throws Exception {
        byte[] zip = written(Zip64Mode.AsNeeded, out -> {
            for (int number = 0; number < 100_000; number++) {
                add(out, number + ".jpg", new byte[0]);
            }
        });

        assertThat(unpacked(zip)).isEqualTo(new Unpacked.Refused("too-many-entries"));
        assertThat(sink.objects()).containsOnlyKeys("attempt/01-archive.zip");
    }

    @Test
    void refusesADirectoryOfAHundredThousandAfterOneEntry() throws Exception {
        byte[] one = Zips.stored("mesh.stl", MESH);
        byte[] directory = new byte[100_000 * 46];

        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        zip.write(one, 0, one.length - 22);
        zip.writeBytes(directory);
        zip.write(one, one.length - 22, 22);

        assertThat(unpacked(zip.toByteArray())).isEqualTo(new Unpacked.Refused("directory-too-large"));
    }

    @Test
    void refusesASizeThatIsNotTheBytes() throws Exception {
        byte[] zip = Zips.zip(Map.of("mesh.stl", MESH));
        int listed = zip.length - 22 - 46 - "mesh.stl".length();
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(listed + 24, MESH.length - 1);

        assertThat(unpacked(zip)).isEqualTo(new Unpacked.Refused("directory-differs"));
    }

    @Test
    void keepsALinkAsTheWordsItIsMadeOfAndFollowsItNowhere() throws Exception {
        byte[] zip = written(Zip64Mode.Never, out -> {
            ZipArchiveEntry link = new ZipArchiveEntry("mesh.stl");
            link.setUnixMode(0120777);
            out.putArchiveEntry(link);
            out.write("/etc/passwd".getBytes(UTF_8));
            out.closeArchiveEntry();
        });

        assertThat(names(zip)).containsExactly("mesh.stl");
        assertThat(sink.objects().values()).containsExactlyInAnyOrder((long) zip.length, 11L);
    }

    @Test
    void opensNoZipWithinAZip() throws Exception {
        byte[] inner = Zips.bomb(20);

        assertThat(names(Zips.zip(Map.of("inner.zip", inner)))).containsExactly("inner.zip");
        assertThat(sink.objects()).hasSize(2).containsValue((long) inner.length);
    }

    private List<String> names(byte[] zip) {
        return ((Unpacked.Complete) unpacked(zip))
                .entries().stream().map(StoredFile::name).map(VendorName::value).toList();
    }

    private Unpacked unpacked(byte[] zip) {
        Source source = (offset, tag) -> new Source.Opened(
                200,
                OptionalLong.of(zip.length),
                Optional.empty(),
                true,
                Optional.empty(),
                new ByteArrayInputStream(zip));
        return transfers
                .store(Stores.request("attempt", "a.zip", UnpackPolicy.EXPECT_ZIP, source))
                .unpacked();
    }

    private static byte[] written(Zip64Mode mode, Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
            out.setUseZip64(mode);
            writing.to(out);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipArchiveOutputStream out, String name, byte[] bytes) throws IOException {
        out.putArchiveEntry(new ZipArchiveEntry(name));
        out.write(bytes);
        out.closeArchiveEntry();
    }

    private interface Writing {
        void to(ZipArchiveOutputStream out) throws IOException;
    }
}
