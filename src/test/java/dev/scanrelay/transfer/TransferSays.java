package dev.scanrelay.transfer;

/** Failures of transfers, for tables of what is made of them. */
public final class TransferSays {

    private TransferSays() {}

    public static TransferFailed failure(TransferFailed.Kind kind) {
        return new TransferFailed(kind, "test");
    }

    public static StoreException store(StoreException.Kind kind) {
        return new StoreException(kind, "test", "put");
    }
}
