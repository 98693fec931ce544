package dev.scanrelay.feed;

import dev.scanrelay.audit.Disclosure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Has it recorded what streams are about to tell: a few at a time, so that an event that many hear of does not take all of the database. */
@ApplicationScoped
class Recordings {

    private static final Logger LOG = Logger.getLogger(Recordings.class);
    private static final int AT_ONCE = 6;

    private final Subjects subjects;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    Recordings(Subjects subjects) {
        this.subjects = subjects;
    }

    void record(EventStream stream, List<Told> next) {
        Thread.ofVirtual().name("feed-record").start(() -> recordInTurn(stream, next));
    }

    private void recordInTurn(EventStream stream, List<Told> next) {
        turns.acquireUninterruptibly();
        try {
            if (!stream.isClosed()) {
                stream.disclosure().accept(part(next));
                stream.release(next);
            }
        } catch (RuntimeException | Error failure) {
            LOG.warnf(
                    "A stream ends as what it would tell can't be recorded key=%s cause=%s",
                    stream.pass().id(), failure.getClass().getSimpleName());
            stream.end(StreamEnd.FAILED);
        } finally {
            turns.release();
        }
    }

    private Disclosure.Part part(List<Told> next) {
        Disclosure.Part part = new Disclosure.Part();
        next.forEach(told -> subjects.note(told.event(), part));
        return part;
    }
}
