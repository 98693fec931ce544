package dev.scanrelay.feed;

import java.util.concurrent.CompletionStage;

/** Where a stream's bytes go. Never blocks. */
interface Line {

    /** Done when the bytes have left this process; then the next may follow. */
    CompletionStage<Void> send(byte[] bytes);

    /** Ends the answer as a whole one. */
    void end();

    /** Drops it, with what was not sent yet. */
    void cut();
}
