package dev.scanrelay.fetch;

/** How an attempt ended. */
sealed interface Outcome {

    /** A new revision is recorded and will be announced. */
    record Stored(int revision, boolean complete) implements Outcome {}

    /** The files are those of the latest revision; nothing is announced. */
    record Unchanged(int revision) implements Outcome {}

    /** Nothing is recorded. */
    record Failed(Failure failure) implements Outcome {

        static Failed of(Failure.Kind kind, String reason) {
            return new Failed(Failure.of(kind, reason));
        }
    }

    /** For logs and metrics. */
    default String label() {
        return switch (this) {
            case Stored stored -> "stored";
            case Unchanged unchanged -> "unchanged";
            case Failed failed -> failed.failure().kind().label();
        };
    }
}
