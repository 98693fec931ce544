package dev.scanrelay.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.content.EntryKind;
import dev.scanrelay.content.Sha256;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.transfer.ObjectAddress;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipWriterTest {

    private final List<Watched> opened = new ArrayList<>();

    @Test
    void closesEveryFileAndEndsWhenTheReaderIsGone() {
        FileBundle bundle = bundle(3, 1_000_000);
        OutputStream gone = new OutputStream() {
            private int taken;

            @Override
            public void write(int one) throws IOException {
                if (++taken > 1_200_000) {
                    throw new IOException("gone");
                }
            }
        };

        assertThatThrownBy(() -> writer(bundle).write(open(bundle.parts().getFirst()), gone))
                .isInstanceOf(IOException.class);

        assertThat(opened).hasSize(2).allMatch(file -> file.closed);
    }

    @Test
    void opensOneFileAfterTheOther() throws IOException {
        FileBundle bundle = bundle(3, 1000);

        writer(bundle).write(open(bundle.parts().getFirst()), new ByteArrayOutputStream());

        assertThat(opened).hasSize(3).allMatch(file -> file.closed && !file.besideAnother);
    }

    @Tag("slow")
    @Test
    void writesWhatIsLargerThanFourGibibytes(@TempDir Path folder) throws IOException {
        long size = (4L << 30) + 1000;
        StoredPart large = part(1, size, digestOfZeros(size));
        FileBundle bundle = bundle(List.of(large, part(2, 1000, digestOfZeros(1000))));
        File file = folder.resolve("large.zip").toFile();

        try (OutputStream output = new FileOutputStream(file)) {
            writer(bundle).write(open(large), output);
        }

        try (ZipFile zip = new ZipFile(file)) {
            assertThat(zip.size()).isEqualTo(2);
            assertThat(zip.getEntry(large.file().fileName()).getSize()).isEqualTo(size);
        }
    }

    private ZipWriter writer(FileBundle bundle) {
        return new ZipWriter(bundle, this::open);
    }

    private InputStream open(StoredPart part) {
        return open(part.file());
    }

    private InputStream open(ArtifactFile file) {
        Watched content = new Watched(file.size(), opened.stream().anyMatch(other -> !other.closed));
        opened.add(content);
        return content;
    }

    private static FileBundle bundle(int files, long size) {
        return bundle(IntStream.rangeClosed(1, files)
                .mapToObj(number -> part(number, size, digestOfZeros(size)))
                .toList());
    }

    private static FileBundle bundle(List<StoredPart> parts) {
        return new FileBundle(UUID.randomUUID(), new AccountId("1"), 1, Samples.TIME, parts);
    }

    private static StoredPart part(int number, long size, Sha256 digest) {
        ArtifactFile file = new ArtifactFile(
                new ObjectAddress("main", "b", "k/" + number + ".jpg"),
                "image/jpeg",
                size,
                digest,
                "image-r1-" + number + ".jpg",
                new AccountId("1"),
                Optional.empty());
        return new StoredPart(file, size > 1_000_000 ? EntryKind.MESH : EntryKind.IMAGE, false);
    }

    private static Sha256 digestOfZeros(long size) {
        MessageDigest digest = Sha256.digest();
        byte[] zeros = new byte[1 << 20];
        for (long left = size; left > 0; left -= zeros.length) {
            digest.update(zeros, 0, (int) Math.min(left, zeros.length));
        }
        return Sha256.of(digest.digest());
    }

    /** So many zeros, and whether they were closed. */
    private static final class Watched extends InputStream {

        private final boolean besideAnother;
        private long left;
        private boolean closed;

        Watched(long size, boolean besideAnother) {
            this.left = size;
            this.besideAnother = besideAnother;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = (int) Math.min(left, length);
            java.util.Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count == 0 ? -1 : count;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
