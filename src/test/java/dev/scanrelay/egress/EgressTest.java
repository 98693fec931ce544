package dev.scanrelay.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.scanrelay.egress.Answer.Failed;
import dev.scanrelay.egress.Answer.Failure;
import dev.scanrelay.egress.Answer.Status;
import dev.scanrelay.id.PartnerId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against sockets that do what a hostile or broken receiver may do. 127.0.0.1 is allowed here; 127.0.0.2 stands for our own network. */
class EgressTest {

    private static final String OUTSIDE = "127.0.0.1";
    private static final String INSIDE = "127.0.0.2";
    private static final String OK = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

    @Test
    void connectsToTheAddressThatWasCheckedWhateverTheNameSaysLater() throws Exception {
        Rebinding names = new Rebinding(OUTSIDE, INSIDE);
        try (RawServer outside = RawServer.answering(OUTSIDE, 0, OK);
                RawServer inside = RawServer.answering(INSIDE, outside.port(), OK)) {
            Egress egress = egress(names);
            URI url = URI.create("http://dpms.example.com:" + outside.port() + "/scans");

            assertThat(post(egress, url))
                    .isInstanceOfSatisfying(
                            Status.class, status -> assertThat(status.code()).isEqualTo(204));
            assertThat(names.asked()).isEqualTo(1);
            assertThat(outside.requests()).singleElement().asString().startsWith("POST /scans HTTP/1.1");

            assertThat(post(egress, url))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.NO_ADDRESS));
            assertThat(names.asked()).isEqualTo(2);
            assertThat(inside.connections()).isZero();
        }
    }

    @Test
    void connectsToNoNumberThatTheRulesForbidNow() throws Exception {
        try (RawServer inside = RawServer.answering(INSIDE, 0, OK)) {
            Answer answer = post(egress(Dns.SYSTEM), URI.create("http://" + INSIDE + ":" + inside.port()));

            assertThat(failure(answer)).isEqualTo(Failure.NO_ADDRESS);
            assertThat(inside.connections()).isZero();
        }
    }

    /** Whoever probes our network by names learns the same as from a name that nobody has. */
    @Test
    void tellsAnInnerNameFromAnUnknownOneToNobody() {
        Dns unknown = host -> {
            throw new UnknownHostException(host);
        };
        URI url = URI.create("http://database.internal.example:5432/");

        assertThat(failure(post(egress(unknown), url))).isEqualTo(failure(post(egress(new Rebinding(INSIDE)), url)));
    }

    @Test
    void doesNotWaitForANameServerThatIsSilent() {
        CountDownLatch never = new CountDownLatch(1);
        Dns silent = host -> {
            await(never);
            return List.of();
        };

        Answer answer = post(egress(silent), URI.create("http://dpms.example.com/"));

        assertThat(failure(answer)).isEqualTo(Failure.NO_ADDRESS);
        never.countDown();
    }

    /** The name servers of one partner are silent, for many names. */
    @Test
    void silentNamesOfOnePartnerLeaveRoomToTheOthers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        Dns names = host -> {
            if (host.startsWith("silent")) {
                asked.add(host);
                await(never);
            }
            return List.of(address(OUTSIDE));
        };
        try (RawServer receiver = RawServer.answering(OUTSIDE, 0, OK);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Egress egress = egress(names, Map.of("connect-timeout", "500ms"));
            List<Future<Answer>> silent = IntStream.range(0, 200)
                    .mapToObj(number -> threads.submit(() -> egress.post(
                            new PartnerId("acme"),
                            URI.create("http://silent" + number + ".example/"),
                            Map.of(),
                            "a/b",
                            new byte[0])))
                    .toList();
            Set<Failure> failures = EnumSet.noneOf(Failure.class);
            for (Future<Answer> one : silent) {
                failures.add(failure(one.get()));
            }

            Answer answer = post(egress, URI.create("http://dpms.example.com:" + receiver.port() + "/"));

            assertThat(answer).isInstanceOf(Status.class);
            assertThat(asked).hasSizeBetween(1, 40);
            assertThat(failures).containsExactlyInAnyOrder(Failure.NO_ADDRESS, Failure.NO_ROOM);
        } finally {
            never.countDown();
        }
    }

    @Test
    void keepsConnectionsOfAPartner() throws Exception {
        Rebinding names = new Rebinding(OUTSIDE);
        HttpServer receiver = HttpServer.create(new InetSocketAddress(OUTSIDE, 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        Egress egress = egress(names);
        URI url = URI.create("http://dpms.example.com:" + receiver.getAddress().getPort() + "/");

        post(egress, url);
        post(egress, url);

        assertThat(names.asked()).isEqualTo(1);
        receiver.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int code) throws Exception {
        try (RawServer inside = RawServer.answering(OUTSIDE, 0, OK);
                RawServer receiver = RawServer.answering(
                        OUTSIDE,
                        0,
                        "HTTP/1.1 " + code + " Over there\r\nlocation: http://" + OUTSIDE + ":" + inside.port()
                                + "/\r\ncontent-length: 0\r\n\r\n")) {
            Answer answer = post(egress(Dns.SYSTEM), receiver.url());

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Status.class, status -> assertThat(status.code()).isEqualTo(code));
            assertThat(inside.connections()).isZero();
        }
    }

    @Test
    void postsOnceThoughTheAnswerAsksForMore() throws Exception {
        try (RawServer busy = RawServer.answering(
                OUTSIDE, 0, "HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")) {
            Answer answer = post(egress(Dns.SYSTEM), busy.url());

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Status.class, status -> assertThat(status.code()).isEqualTo(503));
            assertThat(busy.requests()).hasSize(1);
        }
    }

    @Test
    void readsNoMoreThanTheBeginningOfAnEndlessAnswer() throws Exception {
        try (RawServer endless = RawServer.endless(OUTSIDE, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000))) {
            Answer answer = post(egress(Dns.SYSTEM), endless.url());

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Status.class,
                            status -> assertThat(status.body())
                                    .hasSize(Egress.BODY_BYTES)
                                    .containsOnlyOnce("x".repeat(4096)));
        }
    }

    @Test
    void takesTheStatusOfAnAnswerWhoseBodyStallsOrBreaksOff() throws Exception {
        try (RawServer short5 =
                RawServer.answering(OUTSIDE, 0, "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nhello")) {
            Answer answer = post(egress(Dns.SYSTEM), short5.url());

            assertThat(answer).isInstanceOfSatisfying(Status.class, status -> {
                assertThat(status.code()).isEqualTo(200);
                assertThat(status.body()).isEqualTo("hello");
            });
        }
    }

    @Test
    void endsACallWhoseAnswerTricklesIn() throws Exception {
        try (RawServer trickling =
                RawServer.endless(OUTSIDE, "HTTP/1.1 200 OK\r\n", "x: y\r\n", Duration.ofMillis(50))) {
            Answer answer = post(egress(Dns.SYSTEM, Map.of("call-timeout", "500ms")), trickling.url());

            assertThat(failure(answer)).isEqualTo(Failure.TIMED_OUT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n",
                "",
                "HTTP/1.1 abc\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx"
            })
    void callsBrokenOffWhatIsNoAnswer(String nonsense) throws Exception {
        try (RawServer receiver = RawServer.answering(OUTSIDE, 0, nonsense)) {
            assertThat(failure(post(egress(Dns.SYSTEM), receiver.url()))).isEqualTo(Failure.BROKEN_OFF);
        }
    }

    @Test
    void endsHeadersThatNeverEnd() throws Exception {
        try (RawServer endless =
                RawServer.endless(OUTSIDE, "HTTP/1.1 200 OK\r\n", ("x: " + "y".repeat(1000) + "\r\n"))) {
            assertThat(failure(post(egress(Dns.SYSTEM), endless.url()))).isEqualTo(Failure.BROKEN_OFF);
        }
    }

    @Test
    void saysWhenNobodyListens() throws Exception {
        URI gone;
        try (RawServer closed = RawServer.answering(OUTSIDE, 0, OK)) {
            gone = closed.url();
        }

        assertThat(failure(post(egress(Dns.SYSTEM), gone))).isEqualTo(Failure.NO_CONNECTION);
    }

    @Test
    void reachesANameByAnyOfItsAddresses() throws Exception {
        try (RawServer second = RawServer.answering("127.0.0.3", 0, OK)) {
            Egress egress = egress(
                    host -> List.of(address(OUTSIDE), address("127.0.0.3")),
                    Map.of("allowed-networks", "127.0.0.1/32,127.0.0.3/32"));

            Answer answer = post(egress, URI.create("http://dpms.example.com:" + second.port() + "/"));

            assertThat(answer).isInstanceOf(Status.class);
        }
    }

    /** With a proxy, its name alone is looked up here; what is an address as it is written is still checked. */
    @Test
    void asksTheProxyForNamesAndNeverForForbiddenNumbers() throws Exception {
        Rebinding names = new Rebinding(INSIDE);
        try (RawServer proxy = RawServer.answering(INSIDE, 0, "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")) {
            Egress egress = egress(names, Map.of("proxy", "http://proxy.internal.example:" + proxy.port()));

            assertThat(failure(post(egress, URI.create("https://dpms.example.com/scans"))))
                    .isEqualTo(Failure.BROKEN_OFF);
            assertThat(proxy.requests()).singleElement().asString().startsWith("CONNECT dpms.example.com:443 ");
            assertThat(names.hosts()).containsOnly("proxy.internal.example");

            assertThat(failure(post(egress, URI.create("https://10.0.0.1/")))).isEqualTo(Failure.NO_ADDRESS);
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    private static Answer post(Egress egress, URI url) {
        return egress.post(
                PartnerId.DEFAULT,
                url,
                Map.of("webhook-id", "1"),
                "application/cloudevents+json",
                "{}".getBytes(UTF_8));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static Failure failure(Answer answer) {
        assertThat(answer).isInstanceOf(Failed.class);
        return ((Failed) answer).failure();
    }

    private static Egress egress(Dns names) {
        return egress(names, Map.of());
    }

    private static Egress egress(Dns names, Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of("allow-http", "true", "allowed-networks", OUTSIDE + "/32"));
        settings.putAll(changes);
        return new Egress(TargetsTest.settings(settings), names);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A name server that says something else each time, and the last thing from then on. */
    private static final class Rebinding implements Dns {

        private final List<String> addresses;
        private final AtomicInteger asked = new AtomicInteger();
        private final Queue<String> hosts = new ConcurrentLinkedQueue<>();

        Rebinding(String... addresses) {
            this.addresses = List.of(addresses);
        }

        @Override
        public List<InetAddress> lookup(String host) {
            hosts.add(host);
            return List.of(address(addresses.get(Math.min(asked.getAndIncrement(), addresses.size() - 1))));
        }

        int asked() {
            return asked.get();
        }

        Queue<String> hosts() {
            return hosts;
        }
    }
}
