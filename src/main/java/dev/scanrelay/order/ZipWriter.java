package dev.scanrelay.order;

import dev.scanrelay.content.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes a bundle as one zip while its files pass: one buffer, whatever their size. Each is compared with its digest. A file that
 * is not what was stored, and a store that fails, end it by an exception and without the directory at the end, so nobody takes
 * what came for a whole zip.
 */
final class ZipWriter {

    private static final int BUFFER = 64 * 1024;

    private final FileBundle bundle;
    private final Opening opening;

    ZipWriter(FileBundle bundle, Opening opening) {
        this.bundle = bundle;
        this.opening = opening;
    }

    /** Gives the bytes of a stored file; the writer closes them. */
    interface Opening {
        InputStream open(ArtifactFile file);
    }

    /** A stored file is not the one that was stored. */
    static final class Damaged extends IOException {

        private static final long serialVersionUID = 1;

        Damaged() {
            super("a stored file differs from its digest");
        }
    }

    /** @param first the opened first file; closed here, as all others are */
    void write(InputStream first, OutputStream output) throws IOException {
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(output);
        zip.setUseZip64(Zip64Mode.AsNeeded);
        for (int number = 0; number < bundle.parts().size(); number++) {
            StoredPart part = bundle.parts().get(number);
            try (InputStream bytes = number == 0 ? first : opening.open(part.file())) {
                add(zip, part, bytes);
            }
        }
        zip.finish();
        zip.flush();
    }

    private void add(ZipArchiveOutputStream zip, StoredPart part, InputStream bytes) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(part.file().fileName());
        entry.setSize(part.file().size());
        entry.setTimeLocal(LocalDateTime.ofInstant(bundle.storedAt(), ZoneOffset.UTC));
        zip.setLevel(part.isDense() ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        zip.putArchiveEntry(entry);
        copyChecked(part.file(), bytes, zip);
        zip.closeArchiveEntry();
    }

    private static void copyChecked(ArtifactFile file, InputStream bytes, OutputStream zip) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
            digest.update(buffer, 0, count);
            zip.write(buffer, 0, count);
        }
        if (!Sha256.of(digest.digest()).equals(file.sha256())) {
            throw new Damaged();
        }
    }
}
