package dev.scanrelay.endpoint;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import dev.scanrelay.endpoint.EndpointSecret.Kind;
import dev.scanrelay.event.EndpointData;
import dev.scanrelay.event.EndpointDisabled;
import dev.scanrelay.event.EndpointEnabled;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.secret.SealBroken;
import dev.scanrelay.secret.Vault;
import dev.scanrelay.secret.WebhookKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The endpoints of all partners. Blocks: for virtual threads. */
@ApplicationScoped
public class Endpoints {

    /** Why an endpoint is held off whose URL or secret does not open. */
    public static final String UNREADABLE = "unreadable";

    static final UUID FIRST = new UUID(0, 0);
    private static final long ANY_VERSION = 0;

    /** Each is one more signature of every delivery. */
    private static final int MOST_BEFORE = 4;

    private final Database database;
    private final Outbox outbox;
    private final Vault vault;
    private final Clock clock;

    Endpoints(Database database, Outbox outbox, Vault vault, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.vault = vault;
        this.clock = clock;
    }

    public Optional<Endpoint> find(PartnerId partner, UUID id) {
        return database.read(session -> session.createNativeQuery(EndpointSql.FIND, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(this::endpoint)));
    }

    /**
     * Those behind an id, by their ids.
     *
     * @param accounts empty: all of the partner's; else those wholly within these
     */
    List<Endpoint> list(PartnerId partner, Optional<Set<AccountId>> accounts, UUID after, int limit) {
        if (accounts.filter(Set::isEmpty).isPresent()) {
            return List.of(); // in the statement, none would be all
        }
        return database.read(session -> session.createNativeQuery(EndpointSql.LIST, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("after", after)
                .setParameter("accounts", accounts.map(Endpoints::joined).orElse(""))
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(this::endpoint).toList()));
    }

    long count(PartnerId partner) {
        return database.read(session -> session.createNativeQuery(EndpointSql.COUNT, Tuple.class)
                .setParameter("partner", partner.value())
                .getSingleResult()
                .map(row -> row.get(0, Long.class)));
    }

    /** A new endpoint and its secret. */
    EndpointSecret add(Endpoint endpoint) {
        EndpointSecret secret = hmac();
        database.write(session -> write(session.createNativeQuery(EndpointSql.INSERT), endpoint)
                .setParameter("now", endpoint.createdAt())
                .executeUpdate()
                .chain(() -> add(session, endpoint.id(), secret)));
        return secret;
    }

    /** False: it is gone, or has another version than the one that is expected, if one is. */
    boolean update(Endpoint endpoint, Optional<Long> expected) {
        return database.write(session -> told(session, endpoint.id())
                .chain(old -> write(session.createNativeQuery(EndpointSql.UPDATE), endpoint)
                        .setParameter("expected", expected.orElse(ANY_VERSION))
                        .setParameter("now", now())
                        .executeUpdate()
                        .map(changed -> changed > 0)
                        .call(changed -> changed
                                ? tell(session, old, endpoint)
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> tell(Mutiny.Session session, Optional<Tuple> old, Endpoint endpoint) {
        boolean was = old.filter(row -> row.get("enabled", Boolean.class)).isPresent();
        if (was == endpoint.isEnabled()) {
            return Uni.createFrom().voidItem();
        }
        EndpointData change = endpoint.isEnabled()
                ? new EndpointEnabled(endpoint.partner(), endpoint.onlyAccount(), endpoint.id())
                : new EndpointDisabled(endpoint.partner(), endpoint.onlyAccount(), endpoint.id(), "by-hand");
        return tell(session, change);
    }

    private Uni<Void> tell(Mutiny.Session session, EndpointData change) {
        Instant now = now();
        return outbox.append(session, Event.of(change, now.toString(), now));
    }

    private static Uni<Optional<Tuple>> told(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(EndpointSql.TOLD, Tuple.class)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    boolean delete(PartnerId partner, UUID id) {
        return database.write(session -> session.createNativeQuery(EndpointSql.DELETE)
                        .setParameter("partner", partner.value())
                        .setParameter("id", id)
                        .executeUpdate())
                > 0;
    }

    /** In the caller's transaction, with the event that tells of it; does nothing if it is disabled already. */
    public Uni<Boolean> disable(Mutiny.Session session, UUID id, String reason) {
        return session.createNativeQuery(EndpointSql.DISABLE)
                .setParameter("id", id)
                .setParameter("reason", reason)
                .executeUpdate()
                .map(changed -> changed > 0)
                .call(changed -> changed
                        ? told(session, id).chain(row -> tell(session, disabled(row.orElseThrow(), id, reason)))
                        : Uni.createFrom().voidItem());
    }

    private static EndpointDisabled disabled(Tuple row, UUID id, String reason) {
        return new EndpointDisabled(
                new PartnerId(row.get("partner_id", String.class)),
                Endpoint.onlyOf(accounts(row.get("accounts", String.class))),
                id,
                reason);
    }

    private static Set<AccountId> accounts(String joined) {
        return words(joined).stream().map(AccountId::new).collect(Collectors.toUnmodifiableSet());
    }

    /** A new secret of the kind; those before stay good until then, if they do not end sooner. */
    Rotated rotate(UUID endpoint, Kind kind, Duration grace) {
        Instant now = now();
        return database.write(session -> session.createNativeQuery(EndpointSql.LOCK, Tuple.class)
                .setParameter("endpoint", endpoint)
                .getSingleResultOrNull()
                .chain(locked -> locked == null
                        ? Uni.createFrom().item(new Rotated.NoSuchEndpoint())
                        : staying(session, endpoint, kind, now, grace)
                                .chain(staying -> staying > MOST_BEFORE
                                        ? Uni.createFrom().item(new Rotated.TooMany())
                                        : replace(session, endpoint, kind, now, grace))));
    }

    private static Uni<Long> staying(Mutiny.Session session, UUID endpoint, Kind kind, Instant now, Duration grace) {
        return session.createNativeQuery(EndpointSql.STAYING, Tuple.class)
                .setParameter("endpoint", endpoint)
                .setParameter("kind", kind.label())
                .setParameter("expires", now.plus(grace))
                .setParameter("now", now)
                .getSingleResult()
                .map(row -> row.get(0, Long.class));
    }

    private Uni<Rotated> replace(Mutiny.Session session, UUID endpoint, Kind kind, Instant now, Duration grace) {
        EndpointSecret secret = kind == Kind.HMAC ? hmac() : ed25519();
        return session.createNativeQuery(EndpointSql.RETIRE)
                .setParameter("endpoint", endpoint)
                .setParameter("kind", kind.label())
                .setParameter("expires", now.plus(grace))
                .executeUpdate()
                .chain(() -> session.createNativeQuery(EndpointSql.FORGET_SECRETS)
                        .setParameter("endpoint", endpoint)
                        .setParameter("now", now)
                        .executeUpdate())
                .chain(() -> add(session, endpoint, secret))
                .chain(() -> session.createNativeQuery(EndpointSql.LET_GO)
                        .setParameter("endpoint", endpoint)
                        .executeUpdate())
                .replaceWith(new Rotated.Made(secret));
    }

    /** Those that are good now, to be shown; the current ones first. Nothing is opened for it. */
    List<SecretView> secrets(UUID endpoint) {
        return secretsOf(List.of(endpoint)).stream().map(Endpoints::shown).toList();
    }

    private static SecretView shown(Tuple row) {
        return new SecretView(
                row.get("id", UUID.class),
                row.get("kind", String.class),
                Optional.empty(),
                Optional.ofNullable(row.get("public_key", byte[].class)).map(EndpointSecret::shown),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                time(row, "expires_at"));
    }

    /** Where to deliver to, for those of the endpoints that there are. */
    public Destinations destinations(Collection<UUID> endpoints) {
        if (endpoints.isEmpty()) {
            return new Destinations(Map.of(), Set.of());
        }
        Map<UUID, List<Tuple>> secrets =
                secretsOf(endpoints).stream().collect(Collectors.groupingBy(row -> row.get("endpoint_id", UUID.class)));
        List<Tuple> found = database.read(session -> session.createNativeQuery(EndpointSql.BY_IDS, Tuple.class)
                .setParameter("ids", Rows.joined(endpoints))
                .getResultList());
        Map<UUID, Destination> readable = new HashMap<>();
        Set<UUID> unreadable = new HashSet<>();
        for (Tuple row : found) {
            UUID id = row.get("id", UUID.class);
            destination(row, secrets.getOrDefault(id, List.of()))
                    .ifPresentOrElse(there -> readable.put(id, there), () -> unreadable.add(id));
        }
        return new Destinations(readable, unreadable);
    }

    /** None if one thing of it does not open: signed with some of its secrets alone it might be refused, and that would be our fault. */
    private Optional<Destination> destination(Tuple row, List<Tuple> secrets) {
        Endpoint endpoint = endpoint(row);
        List<EndpointSecret> opened =
                secrets.stream().flatMap(secret -> secret(secret).stream()).toList();
        return endpoint.url()
                .filter(url -> opened.size() == secrets.size())
                .map(url -> new Destination(
                        endpoint.id(), endpoint.partner(), url, endpoint.payload(), endpoint.concurrency(), opened));
    }

    private List<Tuple> secretsOf(Collection<UUID> endpoints) {
        return database.read(session -> session.createNativeQuery(EndpointSql.SECRETS, Tuple.class)
                .setParameter("ids", Rows.joined(endpoints))
                .setParameter("now", now())
                .getResultList());
    }

    private Uni<Integer> add(Mutiny.Session session, UUID endpoint, EndpointSecret secret) {
        return session.createNativeQuery(EndpointSql.ADD_SECRET)
                .setParameter("id", secret.id())
                .setParameter("endpoint", endpoint)
                .setParameter("kind", secret.kind().label())
                .setParameter(
                        "secret",
                        vault.seal(Base64.getEncoder().encodeToString(secret.key()), SealedUrls.secret(secret.id())))
                .setParameter("public", secret.publicKey().orElse(null))
                .setParameter("now", secret.createdAt())
                .executeUpdate();
    }

    private Mutiny.MutationQuery write(Mutiny.MutationQuery statement, Endpoint endpoint) {
        return statement
                .setParameter("id", endpoint.id())
                .setParameter("partner", endpoint.partner().value())
                .setParameter("url", vault.seal(endpoint.url().orElseThrow().toString(), SealedUrls.url(endpoint.id())))
                .setParameter("accounts", joined(endpoint.accounts()))
                .setParameter("types", String.join(",", endpoint.types()))
                .setParameter("description", endpoint.description().orElse(null))
                .setParameter("payload", endpoint.payload().label())
                .setParameter("concurrency", endpoint.concurrency())
                .setParameter("perSecond", endpoint.perSecond().orElse(null))
                .setParameter("enabled", endpoint.isEnabled());
    }

    private Endpoint endpoint(Tuple row) {
        UUID id = row.get("id", UUID.class);
        Optional<URI> url =
                opened(row.get("url", byte[].class), SealedUrls.url(id)).map(URI::create);
        return new Endpoint(
                id,
                new PartnerId(row.get("partner_id", String.class)),
                url,
                accounts(row.get("accounts", String.class)),
                words(row.get("types", String.class)),
                Optional.ofNullable(row.get("description", String.class)),
                Payload.labelled(row.get("payload", String.class)),
                row.get("concurrency", Integer.class),
                Optional.ofNullable(row.get("per_second", Integer.class)),
                Optional.ofNullable(row.get("disabled_reason", String.class)),
                url.isEmpty() ? Optional.of(UNREADABLE) : Optional.ofNullable(row.get("held_for", String.class)),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("updated_at", OffsetDateTime.class).toInstant(),
                row.get("version", Long.class));
    }

    private Optional<EndpointSecret> secret(Tuple row) {
        UUID id = row.get("id", UUID.class);
        return opened(row.get("secret", byte[].class), SealedUrls.secret(id))
                .map(key -> new EndpointSecret(
                        id,
                        Kind.labelled(row.get("kind", String.class)),
                        Base64.getDecoder().decode(key),
                        Optional.ofNullable(row.get("public_key", byte[].class)),
                        row.get("created_at", OffsetDateTime.class).toInstant(),
                        time(row, "expires_at")));
    }

    private Optional<String> opened(byte[] sealed, String context) {
        try {
            return Optional.of(vault.open(sealed, context));
        } catch (SealBroken lostKey) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(Tuple row, String column) {
        return Optional.ofNullable(row.get(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private EndpointSecret hmac() {
        return new EndpointSecret(
                UUID.randomUUID(), Kind.HMAC, WebhookKeys.newKey(), Optional.empty(), now(), Optional.empty());
    }

    private EndpointSecret ed25519() {
        WebhookKeys.Pair pair = WebhookKeys.newPair();
        return new EndpointSecret(
                UUID.randomUUID(),
                Kind.ED25519,
                pair.privateKey(),
                Optional.of(pair.publicKey()),
                now(),
                Optional.empty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String joined(Set<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).sorted().collect(Collectors.joining(","));
    }

    private static Set<String> words(String joined) {
        return Arrays.stream(joined.split(",")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
