package dev.scanrelay.itero;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A body that any thread may close, also while another waits in a read: that read then fails. OkHttp's own bodies belong to one
 * thread; only a call may be cancelled from outside.
 */
final class InterruptibleBody extends InputStream {

    private final InputStream body;
    private final Runnable cancel;
    private final ReentrantLock using = new ReentrantLock();

    InterruptibleBody(InputStream body, Runnable cancel) {
        this.body = body;
        this.cancel = cancel;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        using.lock();
        try {
            return body.read(into, offset, length);
        } finally {
            using.unlock();
        }
    }

    /** The reader, which comes back from its read at once, closes the rest. */
    @Override
    public void close() throws IOException {
        if (!using.tryLock()) {
            cancel.run();
            return;
        }
        try {
            body.close();
        } finally {
            using.unlock();
        }
    }
}
