package dev.scanrelay.ingress;

import static dev.scanrelay.ingress.WebhookServer.PAIRING_KEY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.CallbackKey;
import dev.scanrelay.testing.Fuzzing;
import dev.scanrelay.testing.Mutator;
import dev.scanrelay.testing.Services;
import io.vertx.core.MultiMap;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes in is decided upon: no exception, no hang, and no scan that the body did not name. */
class HostileBodiesTest {

    private static final AccountId ACCOUNT = new AccountId("104233");
    private static final CallbackKey KEY = new CallbackKey.ForPairing(PartnerId.DEFAULT, ACCOUNT, 1);
    private static final Decider OPEN = decider(Map.of());
    private static final List<Decider> GUARDED = List.of(
            decider(Map.of(
                    "scanrelay.ingress.trusted-proxies",
                    "10.0.0.0/8",
                    "scanrelay.ingress.guards.addresses",
                    "::1/128")),
            decider(Map.of(
                    "scanrelay.ingress.guards.hmac.header", "X-Odd",
                    "scanrelay.ingress.guards.hmac.key", "0123456789abcdef0123")),
            decider(Map.of(
                    "scanrelay.ingress.guards.hmac.header", "X-Odd",
                    "scanrelay.ingress.guards.hmac.key", "0123456789abcdef0123",
                    "scanrelay.ingress.guards.hmac.encoding", "base64")),
            decider(Map.of(
                    "scanrelay.ingress.guards.secret-header.name", "X-Odd",
                    "scanrelay.ingress.guards.secret-header.value", "0123456789abcdef0123")));
    private static final List<String> ADDRESSES = List.of("::1", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", "");
    private static final Set<Refusal> TO_BE_SEEN = EnumSet.of(
            Refusal.CONTENT_TYPE,
            Refusal.MALFORMED,
            Refusal.RX_ID_MISSING,
            Refusal.RX_ID_INVALID,
            Refusal.ACCOUNT_MISSING,
            Refusal.ACCOUNT_INVALID,
            Refusal.CONFLICT,
            Refusal.FOREIGN_ACCOUNT);

    private final Set<Refusal> seen = EnumSet.noneOf(Refusal.class);
    private int accepted;

    @Test
    void decidesOnAnyBody() {
        Fuzzing.few("bodies", 10_000, this::isDecided);

        assertThat(seen).containsAll(TO_BE_SEEN);
        assertThat(accepted).isBetween(500, 9_000);
    }

    @Test
    @Tag("fuzz")
    void decidesOnAnyOfManyBodies() {
        Fuzzing.many("many bodies", 400_000, this::isDecided);
    }

    @Test
    void decidesOnAnyHeaders() {
        Fuzzing.few("guarded bodies", 5_000, HostileBodiesTest::isGuarded);
    }

    @Test
    @Tag("fuzz")
    void decidesOnAnyOfManyHeaders() {
        Fuzzing.many("many guarded bodies", 50_000, HostileBodiesTest::isGuarded);
    }

    @Test
    @Tag("fuzz")
    void answersAnyBodyOverHttp() {
        String brokers = Services.shared().get("kafka.bootstrap.servers");
        try (WebhookServer server = WebhookServer.start(brokers, "hostile-" + UUID.randomUUID(), Map.of())) {
            Fuzzing.many("bodies over HTTP", 6_000, random -> {
                HostileBodies hostile = HostileBodies.next(random);
                HttpResponse<String> answer = server.send(server.to("/webhooks/itero/" + PAIRING_KEY)
                        .header("Content-Type", hostile.contentType())
                        .POST(BodyPublishers.ofByteArray(hostile.body())));

                assertThat(answer.statusCode()).isIn(202, 400, 403, 413, 415);
            });
        }
    }

    private void isDecided(Random random) {
        HostileBodies hostile = HostileBodies.next(random);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", hostile.contentType());
        switch (OPEN.decide(delivery(headers, "::1", hostile.body()))) {
            case Decision.Refuse refuse -> seen.add(refuse.refusal());
            case Decision.Accept accept -> {
                accepted++;
                isOf(accept.notification(), hostile.body());
            }
        }
    }

    private static void isOf(Notification notification, byte[] body) {
        assertThat(notification.account()).isEqualTo(ACCOUNT);
        assertThat(notification.rxId().value()).hasSize(36);
        String text = new String(body, ISO_8859_1);
        if (text.indexOf('\\') < 0 && text.indexOf('%') < 0) {
            assertThat(text)
                    .containsIgnoringCase(notification.rxId().value().substring(24))
                    .contains("104233");
        }
    }

    private static void isGuarded(Random random) {
        HostileBodies hostile = HostileBodies.next(random);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", hostile.contentType())
                .add("X-Forwarded-For", odd(random))
                .add("X-Odd", odd(random));
        Delivery delivery = delivery(headers, Mutator.one(random, ADDRESSES), hostile.body());

        assertThat(Mutator.one(random, GUARDED).decide(delivery)).isNotNull();
    }

    private static String odd(Random random) {
        return new String(Mutator.mutated(random, "sha256=00ff, ::1, 10.0.0.1".getBytes(ISO_8859_1)), ISO_8859_1);
    }

    private static Delivery delivery(MultiMap headers, String peer, byte[] body) {
        return new Delivery("key", headers, peer, Optional::empty, body);
    }

    private static Decider decider(Map<String, String> settings) {
        Clock clock = Clock.fixed(WebhookServer.NOW, ZoneOffset.UTC);
        return new Decider(key -> KEY, Guards.of(WebhookServer.settings(settings)), clock);
    }
}
