package dev.scanrelay.egress;

import dev.scanrelay.concurrent.Shares;
import dev.scanrelay.id.PartnerId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Looks names up, and waits so long at most: the JDK's look-up heeds no time-out of the call, and a name server that is silent holds it for long.
 * Partners share the threads that are held so: one with many silent names leaves some to the others.
 */
final class Names {

    private static final int AT_ONCE = 64;

    private final Dns names;
    private final Duration patience;
    private final Shares<PartnerId> shares = new Shares<>(AT_ONCE);
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("egress-names-", 0).factory());

    Names(Dns names, Duration patience) {
        this.names = names;
        this.patience = patience;
    }

    /** @throws NoRoom if too many of the partner's names are being looked up: this one was not */
    List<InetAddress> lookup(PartnerId partner, String host) throws UnknownHostException {
        try {
            if (!shares.take(partner, patience)) {
                throw new NoRoom();
            }
            return begin(partner, host).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof UnknownHostException unknown ? unknown : notFound();
        } catch (TimeoutException silent) {
            throw notFound();
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            throw new NoRoom();
        }
    }

    /** It keeps its share until the look-up ends, whoever still waits for it. */
    private Future<List<InetAddress>> begin(PartnerId partner, String host) throws NoRoom {
        try {
            return threads.submit(() -> {
                try {
                    return names.lookup(host);
                } finally {
                    shares.giveBack(partner);
                }
            });
        } catch (RejectedExecutionException closed) {
            shares.giveBack(partner);
            throw new NoRoom();
        }
    }

    void close() {
        threads.shutdownNow();
    }

    private static UnknownHostException notFound() {
        return new UnknownHostException("was not looked up in time");
    }

    /** The name was not looked up at all. */
    static final class NoRoom extends UnknownHostException {

        private static final long serialVersionUID = 1;

        NoRoom() {
            super("too many names are being looked up");
        }
    }
}
