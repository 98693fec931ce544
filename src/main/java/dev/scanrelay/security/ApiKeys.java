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
import java.util.Map;
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
            id, partner_id, hash, name, owner, array_to_string(scopes, ' '), array_to_string(accounts, ' '), rotates,
            created_at, least(expires_at, retires_at), revoked_at, last_used_at""";

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
        return database.writeAsync(session -> insert(session, key));
    }

    static Uni<Void> insert(Mutiny.Session session, ApiKey key) {
        return session.createNativeQuery("""
                        insert into api_key
                            (id, partner_id, hash, name, owner, scopes, accounts, rotates, created_at, expires_at)
                        values (:id, :partner, :hash, :name, :owner, :scopes, :accounts, :rotates, :created, :expires)""")
                .setParameter("id", key.id())
                .setParameter("partner", key.partner().value())
                .setParameter("hash", key.hash().bytes())
                .setParameter("name", key.name())
                .setParameter("owner", key.owner())
                .setParameter("scopes", key.scopes().toArray(String[]::new))
                .setParameter("accounts", key.accounts().map(ApiKeys::texts).orElse(null))
                .setParameter("rotates", key.rotates().orElse(null))
                .setParameter("created", key.life().createdAt().atOffset(ZoneOffset.UTC))
                .setParameter(
                        "expires",
                        key.life()
                                .expiresAt()
                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                .orElse(null))
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Writes when keys were last used, blocking. Later news of another replica stays; rows are locked in one order, as replicas write
     * at the same time.
     */
    void used(Map<String, Instant> lastUses) {
        List<Map.Entry<String, Instant>> uses = List.copyOf(lastUses.entrySet());
        database.write(session -> session.createNativeQuery("""
                        with used as (
                            select k.id, cast(u.used_at as timestamptz) as at
                            from api_key k
                            join unnest(cast(:ids as text[]), cast(:times as text[])) as u (key_id, used_at) on u.key_id = k.id
                            order by k.id for no key update of k)
                        update api_key set last_used_at = greatest(last_used_at, used.at)
                        from used where api_key.id = used.id""")
                .setParameter("ids", uses.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .setParameter(
                        "times",
                        uses.stream().map(use -> use.getValue().toString()).toArray(String[]::new))
                .executeUpdate());
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

    static Mutiny.SelectionQuery<Object[]> select(Mutiny.Session session, String where) {
        return session.createNativeQuery("select " + COLUMNS + " from api_key where " + where, Object[].class);
    }

    static ApiKey key(Object[] row) {
        return new ApiKey(
                (String) row[0],
                new PartnerId((String) row[1]),
                new KeyHash((byte[]) row[2]),
                (String) row[3],
                (String) row[4],
                Set.of(((String) row[5]).split(" ")),
                Optional.ofNullable((String) row[6]).map(ApiKeys::accounts),
                Optional.ofNullable((String) row[7]),
                new ApiKey.Life(instant(row[8]).orElseThrow(), instant(row[9]), instant(row[10]), instant(row[11])));
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
