package dev.scanrelay.transfer;

import static dev.scanrelay.transfer.Stores.MIB;
import static dev.scanrelay.transfer.Stores.PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.scanrelay.content.EntryKind;
import dev.scanrelay.content.Jaw;
import dev.scanrelay.content.Sha256;
import dev.scanrelay.transfer.TransferFailed.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TransfersTest {

    private static final String TAG = "\"one\"";

    private final ObjectStore store = Stores.embedded();
    private final Transfers transfers = new Transfers(store, Stores.transferSettings());
    private final String prefix = Stores.prefix();

    @AfterEach
    void closeStore() {
        assertThat(transfers.budget().reserved()).isZero();
        transfers.close();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 3 * PART, 17 * MIB + 3})
    void storesAnyLengthByteForByte(int length) throws Exception {
        byte[] bytes = Zips.random(length);
        try (Origin origin = new Origin(Origin.file(bytes, TAG))) {

            Stored stored = transfers.store(Stores.request(prefix, "scan.ply", UnpackPolicy.NEVER, origin.source()));

            assertThat(stored.whole().at().key()).isEqualTo(prefix + "/01-mesh.ply");
            assertThat(stored.whole().size()).isEqualTo(length);
            assertThat(stored.whole().sha256()).isEqualTo(sha256(bytes));
            assertThat(stored.unpacked()).isEqualTo(new Unpacked.None());
            assertThat(Stores.bytes(store, stored.whole().at())).isEqualTo(bytes);
            assertThat(store.uploads(store.place(), prefix)).isEmpty();
        }
    }

    @Test
    void storesAChunkedDownloadWithoutLength() throws Exception {
        byte[] bytes = Zips.random(6 * MIB);
        try (Origin origin = new Origin(Origin.chunked(bytes))) {

            Stored stored = transfers.store(Stores.request(prefix, "scan.ply", UnpackPolicy.IF_ZIP, origin.source()));

            assertThat(Stores.bytes(store, stored.whole().at())).isEqualTo(bytes);
        }
    }

    @Test
    void unpacksAZipBesideTheZip() throws Exception {
        Map<String, byte[]> files = Zips.scan();
        byte[] zip = Zips.zip(files);
        try (Origin origin = new Origin(Origin.file(zip, TAG))) {

            Stored stored = transfers.store(
                    Stores.request(prefix, "OrthoCAD_Export_1.zip", UnpackPolicy.EXPECT_ZIP, origin.source()));

            List<StoredFile> entries = ((Unpacked.Complete) stored.unpacked()).entries();
            assertThat(Stores.bytes(store, stored.whole().at())).isEqualTo(zip);
            assertThat(Stores.keys(store, prefix))
                    .containsExactlyInAnyOrder(
                            prefix + "/01-archive.zip",
                            prefix + "/01/01-metadata.xml",
                            prefix + "/01/02-rx.html",
                            prefix + "/01/03-image.jpg",
                            prefix + "/01/04-mesh.stl",
                            prefix + "/01/05-mesh.stl");
            assertThat(entries).extracting(entry -> entry.name().value()).containsExactlyElementsOf(files.keySet());
            assertThat(entries)
                    .extracting(StoredFile::sha256)
                    .containsExactlyElementsOf(
                            files.values().stream().map(TransfersTest::sha256).toList());
            for (StoredFile entry : entries) {
                assertThat(Stores.bytes(store, entry.at()))
                        .isEqualTo(files.get(entry.name().value()));
            }
            assertThat(entries.get(3).is().kind()).isEqualTo(EntryKind.MESH);
            assertThat(entries.get(3).is().jaw()).contains(Jaw.UPPER);
            assertThat(store.uploads(store.place(), prefix)).isEmpty();
        }
    }

    @Test
    void unpacksStoredEntriesAndOneLargerThanAPart() throws Exception {
        byte[] mesh = Zips.random(2 * PART);
        try (Origin origin = new Origin(Origin.file(Zips.stored("mesh.stl", mesh), TAG))) {

            Stored stored = transfers.store(Stores.request(prefix, "a.zip", UnpackPolicy.IF_ZIP, origin.source()));

            StoredFile entry = ((Unpacked.Complete) stored.unpacked()).entries().getFirst();
            assertThat(Stores.bytes(store, entry.at())).isEqualTo(mesh);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "4000000", "5242880", "9000000"})
    void resumesADroppedDownloadWithAStableTag(int dropAt) throws Exception {
        byte[] zip = Zips.zip(Map.of("mesh.stl", Zips.random(10_000_000)));
        try (Origin origin = new Origin(Origin.droppedAfter(dropAt, zip, TAG), Origin.file(zip, TAG))) {

            Stored stored = transfers.store(Stores.request(prefix, "a.zip", UnpackPolicy.EXPECT_ZIP, origin.source()));

            assertThat(origin.requests()).isEqualTo(2);
            assertThat(stored.whole().sha256()).isEqualTo(sha256(zip));
            assertThat(sha256(Stores.bytes(store, stored.whole().at()))).isEqualTo(sha256(zip));
        }
    }

    @Test
    void resumesOverServerErrorsAndAgainWhenDroppedAgain() throws Exception {
        byte[] bytes = Zips.random(3_000_000);
        try (Origin origin = new Origin(
                Origin.droppedAfter(1_000_000, bytes, TAG),
                Origin.status(503),
                Origin.droppedAfter(500_000, bytes, TAG),
                Origin.file(bytes, TAG))) {

            Stored stored = transfers.store(Stores.request(prefix, "a.ply", UnpackPolicy.NEVER, origin.source()));

            assertThat(Stores.bytes(store, stored.whole().at())).isEqualTo(bytes);
        }
    }

    @Test
    void dropsTheAttemptWhenTheTagHasChanged() throws Exception {
        byte[] bytes = Zips.random(12_000_000);
        try (Origin origin = new Origin(Origin.droppedAfter(9_000_000, bytes, TAG), Origin.file(bytes, "\"two\""))) {
            failsLeavingNothing(origin, UnpackPolicy.NEVER, Kind.SOURCE_CHANGED);
        }
    }

    @Test
    void dropsTheAttemptWhenTheSourceIgnoresRanges() throws Exception {
        byte[] bytes = Zips.random(9_000_000);
        try (Origin origin = new Origin(Origin.droppedAfter(8_000_000, bytes, TAG), Origin.whole(bytes, TAG))) {
            failsLeavingNothing(origin, UnpackPolicy.NEVER, Kind.SOURCE_CHANGED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"weak\""})
    void neverResumesOnAWeakTag(String tag) throws Exception {
        byte[] bytes = Zips.random(9_000_000);
        try (Origin origin = new Origin(Origin.droppedAfter(8_000_000, bytes, tag), Origin.file(bytes, tag))) {
            failsLeavingNothing(origin, UnpackPolicy.NEVER, Kind.SOURCE_BROKEN);
            assertThat(origin.requests()).isEqualTo(1);
        }
    }

    @Test
    void givesUpADownloadThatKeepsDropping() throws Exception {
        byte[] bytes = Zips.random(7_000_000);
        try (Origin origin = new Origin(Origin.droppedAfter(6_000_000, bytes, TAG), Origin.status(503))) {
            failsLeavingNothing(origin, UnpackPolicy.NEVER, Kind.SOURCE_BROKEN);
        }
    }

    @Test
    void givesUpAStalledDownload() throws Exception {
        byte[] bytes = Zips.random(7_000_000);
        try (Origin origin = new Origin()) {
            origin.then(origin.stalledAfter(6_000_000, bytes, "W/\"weak\""));

            TransferFailed failed = failsLeavingNothing(origin, UnpackPolicy.NEVER, Kind.SOURCE_BROKEN);

            assertThat(failed.reason()).isEqualTo("stalled");
        }
    }

    @Test
    void resumesAStalledDownload() throws Exception {
        byte[] bytes = Zips.random(7_000_000);
        try (Origin origin = new Origin()) {
            origin.then(origin.stalledAfter(6_000_000, bytes, TAG));
            origin.then(Origin.file(bytes, TAG));

            Stored stored = transfers.store(Stores.request(prefix, "a.ply", UnpackPolicy.NEVER, origin.source()));

            assertThat(Stores.bytes(store, stored.whole().at())).isEqualTo(bytes);
        }
    }

    @Test
    void failsOnATruncatedZipWithoutLength() throws Exception {
        byte[] zip = Zips.zip(Zips.scan());
        try (Origin origin = new Origin(Origin.chunked(Arrays.copyOf(zip, zip.length - 30)))) {
            failsLeavingNothing(origin, UnpackPolicy.EXPECT_ZIP, Kind.TRUNCATED);
        }
        try (Origin origin = new Origin(Origin.chunked(Arrays.copyOf(zip, 6_000_000)))) {
            failsLeavingNothing(origin, UnpackPolicy.EXPECT_ZIP, Kind.TRUNCATED);
        }
    }

    @Test
    void failsOnAChunkedDownloadThatBreaksOff() throws Exception {
        byte[] bytes = Zips.random(6_000_000);
        Source breakingOff = (offset, tag) -> new Source.Opened(
                200,
                OptionalLong.empty(),
                Optional.of(TAG),
                true,
                Optional.empty(),
                new SequenceInputStream(new ByteArrayInputStream(bytes), new BrokenStream()));

        assertThatExceptionOfType(TransferFailed.class)
                .isThrownBy(() -> transfers.store(Stores.request(prefix, "a.ply", UnpackPolicy.NEVER, breakingOff)))
                .extracting(TransferFailed::kind)
                .isEqualTo(Kind.SOURCE_BROKEN);
        nothingIsLeft();
    }

    @Test
    void failsOnAWrongDeclaredLength() throws Exception {
        byte[] bytes = Zips.random(6_000_000);
        for (Origin.Answer answer : List.of(Origin.file(bytes, TAG), Origin.chunked(bytes))) {
            try (Origin origin = new Origin(answer)) {
                StoreRequest request = declaring(5_999_999, origin);

                assertThatExceptionOfType(TransferFailed.class)
                        .isThrownBy(() -> transfers.store(request))
                        .extracting(TransferFailed::kind)
                        .isEqualTo(Kind.WRONG_LENGTH);
                nothingIsLeft();
            }
        }
    }

    @Test
    void failsOnABadCheckSum() throws Exception {
        byte[] zip = Zips.stored("mesh.stl", Zips.random(6_000_000));
        zip[3_000_000] ^= 1;
        try (Origin origin = new Origin(Origin.file(zip, TAG))) {
            failsLeavingNothing(origin, UnpackPolicy.EXPECT_ZIP, Kind.DAMAGED);
        }
    }

    @Test
    void keepsAHostileZipWholeAndNothingOfItsEntries() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("small.jpg", Zips.random(1_000));
        files.put("mesh.stl", Zips.random(7_000_000));
        files.put("../escaped.stl", Zips.random(10));
        refuses(Zips.zip(files), "unsafe-name");
    }

    @Test
    void keepsAZipBombWhole() throws Exception {
        refuses(Zips.bomb(100), "bomb");
    }

    @Test
    void keepsAZipWhoseDirectoryTellsAnotherStory() throws Exception {
        byte[] zip = Zips.zip(Map.of("mesh.stl", Zips.random(1_000)));
        int name = new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("mesh.stl");
        zip[name] = 'M';
        refuses(zip, "directory-differs");
    }

    @Test
    void keepsWhatIsNoZipThoughOneWasExpected() throws Exception {
        refuses("<html>sign in</html>".getBytes(), "not-a-zip");
    }

    @Test
    void keepsAZipThatWasMadeWithoutItsEnd() throws Exception {
        byte[] zip = Zips.zip(Zips.scan());
        refuses(Arrays.copyOf(zip, zip.length - 30), "incomplete");
    }

    @Test
    void handsOnWhatTheSourceThrowsAndLeavesNothing() throws Exception {
        IllegalStateException refusal = new IllegalStateException("unauthorised");
        Source source = (offset, tag) -> {
            throw refusal;
        };

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> transfers.store(Stores.request(prefix, "a.ply", UnpackPolicy.NEVER, source)))
                .isSameAs(refusal);
        nothingIsLeft();
    }

    @Test
    void stopsWhenItsProgressIsStopped() throws Exception {
        byte[] bytes = Zips.random(20 * MIB);
        try (Origin origin = new Origin(Origin.file(bytes, TAG))) {
            StoreRequest plain = Stores.request(prefix, "a.ply", UnpackPolicy.NEVER, origin.source());
            long[] seen = {0};
            Progress leaseLost = count -> {
                seen[0] += count;
                if (seen[0] > 11 * MIB) {
                    throw new IllegalStateException("lease lost");
                }
            };

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> transfers.store(withProgress(plain, leaseLost)));
            nothingIsLeft();
        }
    }

    @Test
    void manyAtOnceWaitForTheirQuotas() throws Exception {
        byte[] bytes = Zips.random(11 * MIB);
        try (Origin origin = new Origin(Origin.file(bytes, TAG));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {

            List<Future<Stored>> all = IntStream.range(0, 12)
                    .mapToObj(number -> threads.submit(() -> transfers.store(
                            Stores.request(prefix + "/" + number, "a.ply", UnpackPolicy.NEVER, origin.source()))))
                    .toList();

            for (Future<Stored> one : all) {
                assertThat(one.get().whole().sha256()).isEqualTo(sha256(bytes));
            }
        }
    }

    @Test
    void removesAPrefixWithObjectsAndUploads() {
        ObjectAddress small = store.place().at(prefix + "/small.bin");
        ObjectAddress large = store.place().at(prefix + "/large.bin");
        ObjectAddress other = store.place().at(prefix + "-other/small.bin");
        store.put(small, new byte[10], 10, "application/octet-stream");
        store.put(other, new byte[10], 10, "application/octet-stream");
        UploadAddress upload = store.createUpload(large, "application/octet-stream");
        store.uploadPart(upload, 1, new byte[PART], PART);
        assertThat(store.uploads(store.place(), prefix + "/")).containsExactly(upload);

        store.removePrefix(store.place(), prefix + "/");
        store.removePrefix(store.place(), prefix + "/");

        assertThat(Stores.keys(store, prefix)).containsExactly(other.key());
        assertThat(store.uploads(store.place(), prefix)).isEmpty();
    }

    private void refuses(byte[] bytes, String reason) throws Exception {
        try (Origin origin = new Origin(Origin.file(bytes, TAG))) {
            Stored stored = transfers.store(Stores.request(prefix, "a.zip", UnpackPolicy.EXPECT_ZIP, origin.source()));

            assertThat(stored.unpacked()).isEqualTo(new Unpacked.Refused(reason));
            assertThat(Stores.keys(store, prefix)).containsExactly(prefix + "/01-archive.zip");
            assertThat(store.uploads(store.place(), prefix)).isEmpty();
            assertThat(Stores.bytes(store, stored.whole().at())).isEqualTo(bytes);
        }
    }

    private TransferFailed failsLeavingNothing(Origin origin, UnpackPolicy unpack, Kind kind) {
        TransferFailed failed = org.assertj.core.api.Assertions.catchThrowableOfType(
                TransferFailed.class, () -> transfers.store(Stores.request(prefix, "a.zip", unpack, origin.source())));

        assertThat(failed.kind()).isEqualTo(kind);
        nothingIsLeft();
        return failed;
    }

    private void nothingIsLeft() {
        assertThat(Stores.keys(store, prefix)).isEmpty();
        assertThat(store.uploads(store.place(), prefix)).isEmpty();
    }

    private StoreRequest declaring(long size, Origin origin) {
        StoreRequest plain = Stores.request(prefix, "a.ply", UnpackPolicy.NEVER, origin.source());
        return new StoreRequest(
                plain.prefix(),
                plain.number(),
                plain.name(),
                plain.is(),
                OptionalLong.of(size),
                OptionalLong.empty(),
                plain.unpack(),
                plain.keep(),
                plain.earlier(),
                plain.owner(),
                plain.source(),
                plain.progress());
    }

    private static StoreRequest withProgress(StoreRequest plain, Progress progress) {
        return new StoreRequest(
                plain.prefix(),
                plain.number(),
                plain.name(),
                plain.is(),
                plain.declaredSize(),
                plain.expectedSize(),
                plain.unpack(),
                plain.keep(),
                plain.earlier(),
                plain.owner(),
                plain.source(),
                progress);
    }

    private static Sha256 sha256(byte[] bytes) {
        MessageDigest digest = Digests.sha256();
        return Sha256.of(digest.digest(bytes));
    }

    private static final class BrokenStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }
}
