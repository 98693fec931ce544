package dev.scanrelay.security;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The rows of keys. */
@Singleton
final class ApiKeys {

    /** Arrays come as text: the reactive driver's are not read by Hibernate. */
    private static final String COLUMNS = """
            id, partner_id, hash, name, array_to_string(scopes, ' '), array_to_string(accounts, ' '),
            created_at, expires_at, revoked_at""";

    private final Database database;

    ApiKeys(Database database) {
        this.database = database;
    }

    Uni<Optional<ApiKey>> find(String id) {
        return database.readAsync(session -> select(session, "id = :id")
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(ApiKeys::key)));
    }

    Uni<List<ApiKey>> of(PartnerId partner) {
        return database.readAsync(session -> select(session, "partner_id = :partner order by created_at, id")
                .setParameter("partner", partner.value())
                .getResultList()
                .map(rows -> rows.stream().map(ApiKeys::key).toList()));
    }

    Uni<Void> add(ApiKey key) {
        return database.writeAsync(session -> session.createNativeQuery("""
                        insert into api_key (id, partner_id, hash, name, scopes, accounts, created_at, expires_at)
                        values (:id, :partner, :hash, :name, :scopes, :accounts, :created, :expires)""")
                .setParameter("id", key.id())
                .setParameter("partner", key.partner().value())
                .setParameter("hash", key.hash().bytes())
                .setParameter("name", key.name())
                .setParameter("scopes", key.scopes().toArray(String[]::new))
                .setParameter("accounts", key.accounts().map(ApiKeys::texts).orElse(null))
                .setParameter("created", key.createdAt().atOffset(ZoneOffset.UTC))
                .setParameter(
                        "expires",
                        key.expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .executeUpdate()
                .replaceWithVoid());
    }

    /** Revokes a key, or says false if the partner has no such key. One revoked before stays revoked since then. */
    Uni<Boolean> revoke(PartnerId partner, String id, Instant at) {
        return database.writeAsync(session -> session.createNativeQuery("""
                        update api_key set revoked_at = coalesce(revoked_at, :at)
                        where id = :id and partner_id = :partner""")
                .setParameter("at", at.atOffset(ZoneOffset.UTC))
                .setParameter("id", id)
                .setParameter("partner", partner.value())
                .executeUpdate()
                .map(rows -> rows > 0));
    }

    private static Mutiny.SelectionQuery<Object[]> select(Mutiny.Session session, String where) {
        return session.createNativeQuery("select " + COLUMNS + " from api_key where " + where, Object[].class);
    }

    private static ApiKey key(Object[] row) {
        return new ApiKey(
                (String) row[0],
                new PartnerId((String) row[1]),
                new KeyHash((byte[]) row[2]),
                (String) row[3],
                Set.of(((String) row[4]).split(" ")),
                Optional.ofNullable((String) row[5]).map(ApiKeys::accounts),
                instant(row[6]).orElseThrow(),
                instant(row[7]),
                instant(row[8]));
    }

    private static Set<AccountId> accounts(String texts) {
        return Arrays.stream(texts.split(" ")).map(AccountId::new).collect(Collectors.toUnmodifiableSet());
    }

    private static String[] texts(Set<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toArray(String[]::new);
    }

    private static Optional<Instant> instant(@Nullable Object at) {
        return switch (at) {
            case Instant instant -> Optional.of(instant);
            case OffsetDateTime time -> Optional.of(time.toInstant());
            case null, default -> Optional.empty();
        };
    }
}
