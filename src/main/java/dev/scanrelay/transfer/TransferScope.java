package dev.scanrelay.transfer;

import dev.scanrelay.transfer.PartBudget.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What belongs to one transfer and ends with it: its quota, its uploads, the threads that send their parts. */
final class TransferScope implements AutoCloseable {

    private final ObjectStore store;
    private final Quota quota;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final List<PartUpload> uploads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    TransferScope(ObjectStore store, Quota quota) {
        this.store = store;
        this.quota = quota;
    }

    ObjectStore store() {
        return store;
    }

    Quota quota() {
        return quota;
    }

    PartUpload upload(ObjectAddress address, String mediaType) {
        PartUpload upload = new PartUpload(this, address, mediaType);
        uploads.add(upload);
        return upload;
    }

    /** Runs a task that holds a buffer; how many run at once is bound by the quota. */
    <T> Future<T> start(Callable<T> task) {
        return senders.submit(() -> {
            try {
                return task.call();
            } catch (Throwable failed) {
                failure.compareAndSet(null, failed);
                throw failed;
            }
        });
    }

    /** Stops the download as soon as a part has failed. */
    void check() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw unwrapped(new ExecutionException(failed));
        }
    }

    /** Lets every object exist, after all that there was to verify. */
    void completeAll() throws InterruptedException {
        for (PartUpload upload : uploads) {
            upload.complete();
        }
    }

    /** Removes these uploads and whatever exists of them; the others go on. */
    void discard(List<PartUpload> unwanted) throws InterruptedException {
        for (PartUpload upload : unwanted) {
            upload.awaitTasks();
            upload.discard();
        }
        uploads.removeAll(unwanted);
    }

    /**
     * Removes everything: nothing of a failed transfer stays.
     *
     * @throws StoreException something may have stayed: the attempt has to be given up, so that its prefix is swept
     */
    void discardAll() {
        stopSenders();
        uploads.stream()
                .map(TransferScope::discarded)
                .flatMap(Optional::stream)
                .reduce((first, further) -> first)
                .ifPresent(kept -> {
                    throw kept;
                });
    }

    private static Optional<StoreException> discarded(PartUpload upload) {
        try {
            upload.discard();
            return Optional.empty();
        } catch (StoreException cannotRemove) {
            return Optional.of(cannotRemove);
        }
    }

    private void stopSenders() {
        senders.shutdownNow();
        uploads.forEach(PartUpload::cancel);
        awaitSenders();
    }

    /** Buffers are in use until their requests have ended, which the client's time-outs bound. */
    private void awaitSenders() {
        boolean interrupted = false;
        while (true) {
            try {
                if (senders.awaitTermination(1, TimeUnit.HOURS)) {
                    break;
                }
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        senders.shutdown();
        awaitSenders();
    }

    static RuntimeException unwrapped(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("a part could not be sent", failed.getCause());
    }
}
