package dev.scanrelay.audit;

import jakarta.inject.Singleton;

/** For answers that go on telling things long after their first byte. */
@Singleton
public final class Disclosures {

    private static final int OK = 200;

    private final Recorder recorder;

    Disclosures(Recorder recorder) {
        this.recorder = recorder;
    }

    /** To be called while the request goes on, from a virtual thread; the action is that of its {@link Audited}. */
    public Disclosure of(String action) {
        return new Disclosure(recorder, recorder.ending(action, OK).await().indefinitely());
    }
}
