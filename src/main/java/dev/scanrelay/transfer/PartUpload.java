package dev.scanrelay.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * One object being written by one thread: bytes fill a part buffer; a full one is sent while the next fills. What fits into one
 * buffer is sent as a single object. Nothing exists before {@link #complete}, but a small entry sent by {@link #sendSmall}.
 */
final class PartUpload {

    private static final int MOST_PARTS = 10_000;
    private static final byte[] NONE = new byte[0];

    private final TransferScope scope;
    private final ObjectAddress address;
    private final String mediaType;
    private final List<Future<PartReceipt>> sent = new ArrayList<>();
    private Optional<UploadAddress> upload = Optional.empty();
    private Optional<Future<?>> small = Optional.empty();
    private byte[] buffer = NONE;
    private int filled;
    private long size;
    private boolean mayExist;
    private boolean dropped;

    PartUpload(TransferScope scope, ObjectAddress address, String mediaType) {
        this.scope = scope;
        this.address = address;
        this.mediaType = mediaType;
    }

    /** Its bytes are not to be stored: none that come from here on is sent, and no object will exist. */
    void drop() {
        dropped = true;
        giveBack(takeBuffer());
        filled = 0;
    }

    ObjectAddress address() {
        return address;
    }

    long size() {
        return size;
    }

    /** The buffer that is being filled, with room from {@link #filled()} on. */
    byte[] buffer() throws InterruptedException {
        if (filled == buffer.length) {
            sendPart();
            buffer = scope.quota().take();
        }
        return buffer;
    }

    int filled() {
        return filled;
    }

    /** So many bytes were put into the buffer. */
    void advance(int count) {
        filled += count;
        size += count;
    }

    void write(byte[] from, int offset, int length) throws InterruptedException {
        if (dropped) {
            size += length;
            return;
        }
        for (int done = 0; done < length; ) {
            byte[] room = buffer();
            int count = Math.min(length - done, room.length - filled);
            System.arraycopy(from, offset + done, room, filled, count);
            advance(count);
            done += count;
        }
    }

    /** No more bytes will come. What did not fit into one buffer is sent to its end. */
    void seal() {
        if (upload.isPresent()) {
            sendPart();
        }
    }

    /** Sends what fits into one buffer at once, so that the buffer is free for the next entry. */
    void sendSmall() {
        if (upload.isEmpty() && !dropped) {
            byte[] bytes = takeBuffer();
            int length = filled;
            small = Optional.of(scope.start(() -> {
                try {
                    scope.store().put(address, bytes, length, mediaType);
                    return address;
                } finally {
                    giveBack(bytes);
                }
            }));
        }
    }

    private void sendPart() {
        if (filled == 0) {
            return;
        }
        if (sent.size() == MOST_PARTS) {
            throw new TransferFailed(TransferFailed.Kind.TOO_LARGE, "too-many-parts");
        }
        UploadAddress to = upload.orElseGet(() -> scope.store().createUpload(address, mediaType));
        upload = Optional.of(to);
        int number = sent.size() + 1;
        int length = filled;
        byte[] bytes = takeBuffer();
        sent.add(scope.start(() -> {
            try {
                return scope.store().uploadPart(to, number, bytes, length);
            } finally {
                giveBack(bytes);
            }
        }));
        filled = 0;
    }

    /** Makes the object exist, once every part is there and their sizes add up. */
    void complete() throws InterruptedException {
        if (dropped) {
            awaitTasks();
            upload.ifPresent(scope.store()::abort);
            return;
        }
        mayExist = true;
        if (small.isPresent()) {
            await(small.get());
        } else if (upload.isPresent()) {
            scope.store().complete(upload.get(), receipts());
        } else {
            scope.store().put(address, buffer, filled, mediaType);
            giveBack(takeBuffer());
        }
    }

    private List<PartReceipt> receipts() throws InterruptedException {
        List<PartReceipt> receipts = new ArrayList<>();
        for (Future<PartReceipt> part : sent) {
            receipts.add(await(part));
        }
        if (receipts.stream().mapToLong(PartReceipt::size).sum() != size) {
            throw new IllegalStateException("parts do not add up");
        }
        return receipts;
    }

    /** Ends the requests under way. */
    void cancel() {
        upload.ifPresent(scope.store()::cancel);
    }

    /** Waits until no request of this upload is under way. */
    void awaitTasks() throws InterruptedException {
        for (Future<?> task : Stream.concat(sent.stream(), small.stream()).toList()) {
            try {
                task.get();
            } catch (ExecutionException failed) {
                // whoever completes it is told; here it only has to be over
            }
        }
    }

    /** Leaves nothing behind. None of its requests is under way any more. */
    void discard() {
        giveBack(takeBuffer());
        upload.ifPresent(scope.store()::abort);
        if (mayExist || small.isPresent()) {
            scope.store().delete(address);
        }
    }

    private byte[] takeBuffer() {
        byte[] taken = buffer;
        buffer = NONE;
        return taken;
    }

    private void giveBack(byte[] bytes) {
        if (bytes.length > 0) {
            scope.quota().give(bytes);
        }
    }

    private static <T> T await(Future<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw TransferScope.unwrapped(failed);
        }
    }
}
