package dev.scanrelay.transfer;

import dev.scanrelay.transfer.PartBudget.Quota;
import dev.scanrelay.transfer.TransferFailed.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.OptionalLong;

/** Brings artifacts into the store, each in one pass and in bounded memory. Blocking; call it from a virtual thread. */
public final class Transfers implements AutoCloseable {

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final ObjectStore store;
    private final TransferSettings settings;
    private final PartBudget budget;
    private final StallWatch watch;

    Transfers(ObjectStore store, TransferSettings settings) {
        this.store = store;
        this.settings = settings;
        this.budget = new PartBudget(settings.buffers(), store.partSize(), settings.buffersPerAccount());
        this.watch = new StallWatch(settings.stallTimeout());
    }

    /** The part buffers of this process. */
    public PartBudget budget() {
        return budget;
    }

    /**
     * Downloads, digests, stores and, as asked, unpacks one artifact. Waits until its quota of part buffers is free. If it
     * throws, nothing of the artifact is left in the store, unless the store itself was out.
     *
     * @throws TransferFailed what came was not what should have come
     * @throws StoreException the store failed
     */
    public Stored store(StoreRequest request) {
        try (Quota quota = budget.reserve(request.owner(), settings.quota(parts(request)));
                TransferScope scope = new TransferScope(store, quota)) {
            return store(request, scope);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new TransferFailed(Kind.CANCELLED, "interrupted", stop);
        }
    }

    private Stored store(StoreRequest request, TransferScope scope) throws InterruptedException {
        try (ResumingStream source = new ResumingStream(request.source(), settings, watch)) {
            return new Transfer(request, source, scope, settings.zip()).run();
        } catch (IOException failure) {
            scope.discardAll();
            throw failed(failure);
        } catch (RuntimeException | InterruptedException failure) {
            scope.discardAll();
            throw failure;
        }
    }

    private static TransferFailed failed(IOException failure) {
        return switch (failure) {
            case SourceChanged changed -> new TransferFailed(Kind.SOURCE_CHANGED, changed.reason(), changed);
            case SourceBroken broken -> new TransferFailed(Kind.SOURCE_BROKEN, broken.reason(), broken);
            case InterruptedIOException stop -> new TransferFailed(Kind.CANCELLED, "interrupted", stop);
            default -> new TransferFailed(Kind.SOURCE_BROKEN, "unreadable", failure);
        };
    }

    private long parts(StoreRequest request) {
        OptionalLong size = request.declaredSize().isPresent() ? request.declaredSize() : request.expectedSize();
        return size.isPresent() ? size.getAsLong() / store.partSize() + 1 : UNKNOWN;
    }

    @Override
    public void close() {
        watch.close();
    }
}
