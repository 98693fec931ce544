package dev.scanrelay.fetch;

/** A file of the order can't be had now; it carries the classified failure up to the attempt. */
final class FileFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    FileFailed(Failure failure, Throwable cause) {
        super(failure.toString(), cause);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
