package dev.scanrelay.transfer;

import dev.scanrelay.transfer.Source.Opened;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A download that survives a dropped connection where that is safe: only with a strong ETag, a known length and identity
 * encoding, and only into a 206 whose start and total match. Everything else throws {@link SourceChanged} or
 * {@link SourceBroken}. Ends only after exactly the announced number of bytes.
 */
final class ResumingStream extends InputStream {

    private static final int OK = 200;
    private static final int WHOLE = 200;
    private static final int PARTIAL = 206;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Source source;
    private final TransferSettings settings;
    private final StallWatch watch;
    private final Pace pace;
    private final Opened first;
    private InputStream body;
    private long position;
    private int failuresInARow;

    ResumingStream(Source source, TransferSettings settings, StallWatch watch) throws IOException {
        this.source = source;
        this.settings = settings;
        this.watch = watch;
        this.pace = new Pace(settings.minimumRate(), settings.rateWindow());
        this.first = begin(source);
        this.body = first.body();
    }

    private static Opened begin(Source source) throws IOException {
        Opened opened;
        try {
            opened = source.open(0, Optional.empty());
        } catch (IOException unreachable) {
            throw new SourceBroken("unreachable", unreachable);
        }
        if (opened.status() != OK || !opened.identity()) {
            opened.body().close();
            throw new SourceBroken(opened.identity() ? "status-" + opened.status() : "content-encoding");
        }
        return opened;
    }

    /** The announced length. */
    OptionalLong length() {
        return first.length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            try {
                int count = watchedRead(into, offset, length);
                if (count > 0) {
                    return moved(count);
                }
                if (atEnd()) {
                    return -1;
                }
                throw new Dropped("dropped", new EOFException());
            } catch (Dropped dropped) {
                resume(dropped);
            }
        }
    }

    private int watchedRead(byte[] into, int offset, int length) throws IOException, Dropped {
        try (StallWatch.Read read = watch.watch(body)) {
            int count = readFrom(read, into, offset, length);
            if (!pace.holds(Math.max(count, 0), read.nanos())) {
                throw new SourceBroken("too-slow");
            }
            return count;
        }
    }

    private int readFrom(StallWatch.Read read, byte[] into, int offset, int length) throws Dropped {
        try {
            int count = body.read(into, offset, length);
            if (!read.stalled()) {
                return count;
            }
        } catch (IOException failure) {
            throw new Dropped(read.stalled() ? "stalled" : "dropped", failure);
        }
        throw new Dropped("stalled", new EOFException()); // closed beneath us: what came last can't be trusted
    }

    private int moved(int count) throws SourceBroken {
        position += count;
        failuresInARow = 0;
        if (first.length().isPresent() && position > first.length().getAsLong()) {
            throw new SourceBroken("too-long");
        }
        return count;
    }

    private boolean atEnd() {
        return first.length().isEmpty() || first.length().getAsLong() == position;
    }

    private void resume(Dropped dropped) throws IOException {
        body.close();
        if (first.strongEtag().isEmpty() || first.length().isEmpty()) {
            throw dropped.forGood();
        }
        do {
            if (++failuresInARow > settings.resumeAttempts()) {
                throw dropped.forGood();
            }
            pause();
        } while (!reopened());
    }

    private boolean reopened() throws IOException {
        Opened next;
        try {
            next = source.open(position, first.strongEtag());
        } catch (IOException stillDown) {
            return false;
        }
        if (next.status() >= 500 || next.status() == TOO_MANY_REQUESTS) {
            next.body().close();
            return false;
        }
        if (!continues(next)) {
            next.body().close();
            throw new SourceChanged("changed");
        }
        body = next.body();
        return true;
    }

    /** Nothing has come yet: the same file from its beginning is as good as its continuation. */
    private boolean continues(Opened next) {
        return next.identity() && (position == 0 ? beginsAnew(next) : goesOn(next));
    }

    private boolean beginsAnew(Opened next) {
        return next.status() == WHOLE
                && next.strongEtag().equals(first.strongEtag())
                && next.length().equals(first.length());
    }

    private boolean goesOn(Opened next) {
        boolean sameTag = next.strongEtag().isEmpty() || next.strongEtag().equals(first.strongEtag());
        boolean samePlace = next.range()
                .filter(range -> range.start() == position && range.total().equals(first.length()))
                .isPresent();
        return next.status() == PARTIAL && sameTag && samePlace;
    }

    private void pause() throws InterruptedIOException {
        try {
            new CountDownLatch(1).await(settings.resumeDelay().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    /** The connection is gone; the download may go on with another. */
    private static final class Dropped extends Exception {

        private static final long serialVersionUID = 1;

        private final IOException cause;

        Dropped(String reason, IOException cause) {
            super(reason, cause);
            this.cause = cause;
        }

        SourceBroken forGood() {
            return new SourceBroken(String.valueOf(getMessage()), cause);
        }
    }
}
