package dev.scanrelay.audit;

import dev.scanrelay.id.AccountId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** An answer that goes on: what it tells is recorded right before it is told, however long after its first byte. For any thread. */
public final class Disclosure {

    private final Recorder recorder;
    private final Entry call;

    Disclosure(Recorder recorder, Entry call) {
        this.recorder = recorder;
        this.call = call;
    }

    /** What a part of the answer is about, by ids alone. */
    public static final class Part {

        private final Set<Subject> subjects = new HashSet<>();

        public void account(AccountId account) {
            subjects.add(Subject.of(Subject.Kind.ACCOUNT, account.value()));
        }

        public void order(UUID order) {
            subjects.add(Subject.of(Subject.Kind.ORDER, order.toString()));
        }

        public void patient(String id) {
            subjects.add(Subject.of(Subject.Kind.PATIENT, id));
        }

        Collection<Subject> subjects() {
            return Set.copyOf(subjects);
        }
    }

    /** Waits, and fails with a problem if it can't be recorded: then nothing of it may be told. */
    public void commit(Part part) {
        Intent.require(recorder.told(call, part.subjects())).await().indefinitely();
    }
}
