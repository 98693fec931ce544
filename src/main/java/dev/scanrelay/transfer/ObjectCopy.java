package dev.scanrelay.transfer;

import dev.scanrelay.content.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One object on its way to another place, through one part's memory. The copy exists once its bytes were compared. */
final class ObjectCopy {

    private final ObjectStore store;
    private final ObjectAddress to;
    private final String mediaType;
    private final byte[] buffer;
    private final List<PartReceipt> parts = new ArrayList<>();
    private Optional<UploadAddress> upload = Optional.empty();

    ObjectCopy(ObjectStore store, ObjectAddress to, String mediaType) {
        this.store = store;
        this.to = to;
        this.mediaType = mediaType;
        this.buffer = new byte[store.partSize()];
    }

    Copied of(InputStream from, long size, String sha256) throws IOException {
        boolean done = false;
        try {
            Copied outcome = copied(from, size, sha256);
            done = outcome == Copied.SAME;
            return outcome;
        } finally {
            if (!done) {
                upload.ifPresent(store::abort);
            }
        }
    }

    private Copied copied(InputStream from, long size, String sha256) throws IOException {
        MessageDigest digest = Sha256.digest();
        long read = 0;
        int filled = from.readNBytes(buffer, 0, buffer.length);
        int last = filled;
        while (filled > 0 && read + filled <= size) {
            digest.update(buffer, 0, filled);
            read += filled;
            last = filled;
            if (read < size) {
                send(filled);
                filled = from.readNBytes(buffer, 0, buffer.length);
            } else {
                filled = from.read() < 0 ? 0 : 1;
                read += filled;
            }
        }
        if (read != size) {
            return Copied.LENGTH;
        }
        if (!Sha256.of(digest.digest()).hex().equals(sha256)) {
            return Copied.DIGEST;
        }
        finish(last);
        return Copied.SAME;
    }

    private void send(int length) {
        UploadAddress under = upload.orElseGet(() -> store.createUpload(to, mediaType));
        upload = Optional.of(under);
        parts.add(store.uploadPart(under, parts.size() + 1, buffer, length));
    }

    private void finish(int length) {
        if (upload.isEmpty()) {
            store.put(to, buffer, length, mediaType);
            return;
        }
        send(length);
        store.complete(upload.get(), parts);
    }
}
