package dev.scanrelay.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class ResealTest {

    private static final int MORE_THAN_A_BATCH = 130;

    @Inject
    Database database;

    @Inject
    Keysets keysets;

    @Inject
    KeysetCheck check;

    @BeforeEach
    void makeATable() {
        sql("create table if not exists reseal_probe (id uuid primary key, sealed bytea)");
    }

    @AfterEach
    void putBack() {
        sql("drop table reseal_probe");
        check.check(keysets);
    }

    @Test
    void sealsEverythingAnewSoThatTheOldKeyCanGo() {
        // Given
        Vault before = new Vault(new Keyring(keysets));
        for (int row = 0; row < MORE_THAN_A_BATCH; row++) {
            insert(before, UUID.randomUUID());
        }
        Keysets rotated = keysets.with(
                Purpose.SEALING, keyset -> KeysetRotation.promote(KeysetRotation.add(Purpose.SEALING, keyset)));

        // When
        reseal(rotated).run();

        // Then
        Keysets retired = rotated.with(Purpose.SEALING, KeysetRotation::retire);
        Vault after = new Vault(new Keyring(retired));
        assertThat(rows())
                .hasSize(MORE_THAN_A_BATCH)
                .allSatisfy(row -> assertThat(after.open((byte[]) row[1], context((String) row[0])))
                        .isEqualTo("token"));
        assertThatCode(() -> check.check(retired)).doesNotThrowAnyException();
        sql("delete from keyset_canary where purpose = 'sealing'");
    }

    private Reseal reseal(Keysets rotated) {
        return new Reseal(
                database,
                new Vault(new Keyring(rotated)),
                new Keyring(rotated),
                List.of(new SealedColumn("reseal_probe", "sealed", ResealTest::context)));
    }

    private static String context(String id) {
        return "probe:" + id;
    }

    private void insert(Vault vault, UUID id) {
        database.write(session -> session.createNativeQuery("insert into reseal_probe values (:id, :sealed)")
                .setParameter("id", id)
                .setParameter("sealed", vault.seal("token", context(id.toString())))
                .executeUpdate());
    }

    private List<Object[]> rows() {
        return database.read(session -> session.createNativeQuery(
                        "select cast(id as text), sealed from reseal_probe", Object[].class)
                .getResultList());
    }

    private void sql(String statement) {
        database.write(session -> session.createNativeQuery(statement).executeUpdate());
    }
}
