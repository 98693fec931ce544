package dev.scanrelay.secret;

import dev.scanrelay.database.Database;
import dev.scanrelay.role.Roles;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Compares the keyset with the canaries in the database before anything else starts: a keyset that lacks a key in use would turn
 * every token and callback key into noise. The first start leaves a canary for each purpose, and so does a newly promoted key.
 */
@Singleton
final class KeysetCheck {

    private static final Logger LOG = Logger.getLogger(KeysetCheck.class);
    private static final int BEFORE_ANYTHING_ELSE = 1;

    private final Keyring keys;
    private final Database database;
    private final Roles roles;

    KeysetCheck(Keyring keys, Database database, Roles roles) {
        this.roles = roles;
        this.keys = keys;
        this.database = database;
    }

    void start(@Observes @Priority(BEFORE_ANYTHING_ELSE) StartupEvent starting) {
        Keysets keysets = keys.now();
        try {
            check(keysets);
        } catch (SettingProblem wrongKeyset) {
            throw wrongKeyset;
        } catch (RuntimeException databaseOut) {
            if (!roles.isIngressAlone()) {
                throw databaseOut;
            }
            LOG.warn("The keyset was not compared with the database, which does not answer; the next start does it");
        }
    }

    void check(Keysets keysets) {
        Canary canary = new Canary(keysets);
        database.write(session -> lock(session)
                .chain(() -> Multi.createFrom()
                        .items(Purpose.values())
                        .filter(keysets::has)
                        .onItem()
                        .transformToUniAndConcatenate(purpose -> check(session, keysets, canary, purpose))
                        .collect()
                        .last()));
    }

    /** Two replicas that start first at once, with different keysets, must not both leave theirs. */
    private static Uni<Integer> lock(Mutiny.Session session) {
        return session.createNativeQuery("lock table keyset_canary in exclusive mode")
                .executeUpdate();
    }

    private static Uni<Integer> check(Mutiny.Session session, Keysets keysets, Canary canary, Purpose purpose) {
        return session.createNativeQuery("select proof from keyset_canary where purpose = :purpose", Tuple.class)
                .setParameter("purpose", purpose.label())
                .getResultList()
                .map(rows -> rows.stream().map(row -> row.get(0, byte[].class)).toList())
                .invoke(proofs -> requireAll(proofs, canary, purpose))
                .chain(() -> leave(session, keysets, canary, purpose));
    }

    private static void requireAll(List<byte[]> proofs, Canary canary, Purpose purpose) {
        if (!proofs.stream().allMatch(proof -> canary.holds(purpose, proof))) {
            throw SettingProblem.of(
                    "scanrelay.secret.keyset-file",
                    "lacks a \"" + purpose.label() + "\" key that this database was written with; nothing was touched",
                    "the keyset file of the last good start");
        }
    }

    private static Uni<Integer> leave(Mutiny.Session session, Keysets keysets, Canary canary, Purpose purpose) {
        return session.createNativeQuery(
                        "insert into keyset_canary (purpose, key_id, proof) values (:purpose, :keyId, :proof) on conflict do nothing")
                .setParameter("purpose", purpose.label())
                .setParameter("keyId", keysets.primaryId(purpose))
                .setParameter("proof", canary.proof(purpose))
                .executeUpdate();
    }
}
