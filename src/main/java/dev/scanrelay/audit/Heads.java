package dev.scanrelay.audit;

import dev.scanrelay.database.Database;
import dev.scanrelay.secret.Signatures;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Signs where the chain is, now and then, and keeps what was signed until it is exported. */
@Singleton
final class Heads {

    private static final Logger LOG = Logger.getLogger(Heads.class);
    private static final int AT_ONCE = 100;
    private static final String DUE = """
            select c.number, c.hash
              from audit_chain c
              left join lateral (
                select number, at from audit_head where kind = 'head' order by number desc limit 1) h on true
             where c.number > coalesce(h.number, 0)
               and (h.at is null or h.at <= :since or c.number - h.number >= :records)""";
    private static final String INSERT = """
            insert into audit_head (kind, number, hash, at, signature) values ('head', :number, :hash, :at, :signature)
            on conflict do nothing""";
    private static final String UNEXPORTED = "select " + Head.COLUMNS
            + " from audit_head h where h.kind = 'head' and h.exported_at is null order by h.number limit " + AT_ONCE;
    private static final String EXPORTED =
            "update audit_head set exported_at = now() where kind = 'head' and number = :number";

    private final Database database;
    private final Signatures signatures;
    private final AuditSettings settings;
    private final Clock clock;

    Heads(Database database, Signatures signatures, AuditSettings settings, Clock clock) {
        this.database = database;
        this.signatures = signatures;
        this.settings = settings;
        this.clock = clock;
    }

    void tellIfNothingCanBeSigned() {
        if (!signatures.isAble()) {
            LOG.warn("The keyset has no \"audit\" key, so heads of the audit chain wait to be signed."
                    + " Add one: keyset add keyset.json audit > new.json, and start with new.json everywhere");
        }
    }

    /** Signs the end of the chain if it grew, and enough or long enough ago. */
    Optional<Head> signWhenDue() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.write(session -> due(session, now)
                .map(tip -> tip.flatMap(end -> Head.sign(end, now, signatures)))
                .call(head -> head.map(signed -> insert(session, signed))
                        .orElseGet(() -> Uni.createFrom().item(0))));
    }

    List<Head> unexported() {
        return database.read(session -> session.createNativeQuery(UNEXPORTED, Object[].class)
                .getResultList()
                .map(rows -> rows.stream().map(row -> Head.of(row, 0)).toList()));
    }

    void exported(Head head) {
        database.write(session -> session.createNativeQuery(EXPORTED)
                .setParameter("number", head.tip().number())
                .executeUpdate());
    }

    private Uni<Optional<Tip>> due(Mutiny.Session session, Instant now) {
        return session.createNativeQuery(DUE, Object[].class)
                .setParameter("since", now.minus(settings.headEvery()).atOffset(ZoneOffset.UTC))
                .setParameter("records", settings.headRecords())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(Tip::of));
    }

    private static Uni<Integer> insert(Mutiny.Session session, Head head) {
        return session.createNativeQuery(INSERT)
                .setParameter("number", head.tip().number())
                .setParameter("hash", head.tip().hash())
                .setParameter("at", head.at().atOffset(ZoneOffset.UTC))
                .setParameter("signature", head.signature())
                .executeUpdate();
    }
}
