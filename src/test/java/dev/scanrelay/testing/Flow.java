package dev.scanrelay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Authorized;
import dev.scanrelay.pairing.Chosen;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.pairing.Started;
import dev.scanrelay.testing.Announcements.Announcement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The whole way from a clinic's scan to what a practice software hears: pairs clinics, and waits for events. */
public final class Flow {

    public static final String READY = "dev.scanrelay.order.ready.v1";
    public static final String FAILED = "dev.scanrelay.order.failed.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicLong NEXT_ACCOUNT = new AtomicLong(900_001);
    private static final Map<String, Announcements> LISTENING = new ConcurrentHashMap<>();

    private final Pairings pairings;
    private final SandboxClient sandbox;
    private final Announcements announcements;
    private final HttpClient browser = HttpClient.newHttpClient();

    private Flow(Pairings pairings, SandboxClient sandbox, Announcements announcements) {
        this.pairings = pairings;
        this.sandbox = sandbox;
        this.announcements = announcements;
    }

    public static Flow with(Pairings pairings) {
        Config config = ConfigProvider.getConfig();
        return new Flow(
                pairings,
                new SandboxClient(URI.create(config.getValue(SandboxService.BASE, String.class))),
                listening("orders.v1"));
    }

    private static Announcements listening(String topic) {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        return LISTENING.computeIfAbsent(servers + " " + topic, wanted -> Announcements.on(servers, topic));
    }

    /** What the operator is told of orders that were given up. */
    public List<Announcement> deadLetters(String rxId) {
        return listening("scan.notifications.dlq.v1").about(rxId);
    }

    public SandboxClient sandbox() {
        return sandbox;
    }

    public Announcements announcements() {
        return announcements;
    }

    /** A clinic that nobody is paired with. */
    public long clinic() {
        long account = NEXT_ACCOUNT.incrementAndGet();
        sandbox.newAccount(account);
        return account;
    }

    /** The same as {@link #pairedClinic()} in another region of Align than most. */
    public long pairedClinicElsewhere() {
        long account = NEXT_ACCOUNT.incrementAndGet();
        sandbox.newAccount(account, "US", "anna.mueller");
        pair(account);
        return account;
    }

    /** A clinic whose doctor signed in at Align and paired us. */
    public long pairedClinic() {
        long account = clinic();
        pair(account);
        return account;
    }

    public void pair(long account) {
        Started started = pairings.start(PartnerId.DEFAULT);
        Map<String, String> back = signIn(started.authorizeUri());
        Authorized authorized = pairings.authorized(back.get("state"), back.get("code"));
        assertThat(authorized).isInstanceOf(Authorized.Choose.class);
        Chosen chosen = pairings.pair(
                PartnerId.DEFAULT,
                ((Authorized.Choose) authorized).attempt(),
                new AccountId(Long.toString(account)),
                begun -> {});
        assertThat(chosen).isInstanceOf(Chosen.Paired.class);
    }

    /** Waits for the event about this revision of the RX's order. */
    public Announcement ready(String rxId, int revision) {
        return await("revision " + revision + " of " + rxId)
                .atMost(PATIENCE)
                .until(
                        () -> about(rxId, READY).stream()
                                .filter(one -> one.revision() == revision)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    public List<Announcement> about(String rxId, String type) {
        return announcements.about(rxId).stream()
                .filter(one -> one.type().equals(type))
                .toList();
    }

    private Map<String, String> signIn(URI authorizeUri) {
        try {
            URI answering = URI.create(authorizeUri + "&auto_approve=anna.mueller");
            var answer = browser.send(HttpRequest.newBuilder(answering).build(), BodyHandlers.discarding());
            return query(URI.create(answer.headers().firstValue("Location").orElseThrow()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static Map<String, String> query(URI uri) {
        return Stream.of(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
