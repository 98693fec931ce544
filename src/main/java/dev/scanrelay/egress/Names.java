package dev.scanrelay.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/** Looks names up, and waits so long at most: the JDK's look-up heeds no time-out of the call, and a name server that is silent holds it for long. */
final class Names implements Dns {

    private static final int AT_ONCE = 64;
    private static final long IDLE_SECONDS = 30;

    private final Dns names;
    private final Duration patience;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            AT_ONCE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("egress-names-", 0).factory());

    Names(Dns names, Duration patience) {
        this.names = names;
        this.patience = patience;
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        try {
            Future<List<InetAddress>> answer = threads.submit(() -> names.lookup(host));
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof UnknownHostException unknown ? unknown : notFound();
        } catch (TimeoutException | RejectedExecutionException silent) {
            throw notFound();
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            throw notFound();
        }
    }

    void close() {
        threads.shutdownNow();
    }

    private static UnknownHostException notFound() {
        return new UnknownHostException("was not looked up in time");
    }
}
