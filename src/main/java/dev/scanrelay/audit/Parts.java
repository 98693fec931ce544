package dev.scanrelay.audit;

import dev.scanrelay.id.AccountId;

/**
 * A write that is done part by part, behind the first byte of its answer too: each part is recorded right before it is begun, however
 * many there are. For any thread.
 */
public final class Parts {

    private final Recorder recorder;
    private final Entry call;

    Parts(Recorder recorder, Entry call) {
        this.recorder = recorder;
        this.call = call;
    }

    /** Waits, and fails with a problem if it can't be recorded: then nothing may be done about the account. */
    public void commit(AccountId account) {
        Intent.require(recorder.part(call, account)).await().indefinitely();
    }
}
