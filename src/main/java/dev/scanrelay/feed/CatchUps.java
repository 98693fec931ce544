package dev.scanrelay.feed;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Reads pages for streams that fell behind: a few at a time, in the order in which they asked, so that the database is not theirs alone. */
@ApplicationScoped
class CatchUps {

    private static final Logger LOG = Logger.getLogger(CatchUps.class);
    private static final int PAGE = 50;

    private final Feed feed;
    private final Telling telling;
    private final Semaphore turns;
    private final long mostBytes;

    CatchUps(Feed feed, Telling telling, StreamSettings settings) {
        this.feed = feed;
        this.telling = telling;
        this.turns = new Semaphore(settings.catchUps(), true);
        this.mostBytes = settings.catchUpBytes().asLongValue();
    }

    void read(EventStream stream, FeedCursor after) {
        Thread.ofVirtual().name("feed-catch-up").start(() -> readInTurn(stream, after));
    }

    private void readInTurn(EventStream stream, FeedCursor after) {
        turns.acquireUninterruptibly();
        try {
            if (!stream.isClosed()) {
                stream.bring(page(stream, after));
            }
        } catch (HttpProblem gone) {
            stream.end(StreamEnd.GONE);
        } catch (RuntimeException | Error failure) {
            LOG.warnf(
                    "A stream ends as its events can't be read key=%s cause=%s",
                    stream.pass().id(), failure.getClass().getSimpleName());
            stream.end(StreamEnd.FAILED);
        } finally {
            turns.release();
        }
    }

    private Page page(EventStream stream, FeedCursor after) {
        Stretch read = feed.read(stream.scope(), after, PAGE);
        return Page.of(read.events().stream().map(telling::of).toList(), read.next(), mostBytes);
    }
}
