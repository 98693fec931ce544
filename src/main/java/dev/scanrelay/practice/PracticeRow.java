package dev.scanrelay.practice;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code practice_configuration}. */
@Entity
@Table(name = "practice_configuration")
@IdClass(PracticeRow.Key.class)
class PracticeRow {

    @Id
    String partnerId = "";

    @Id
    String accountId = "";

    String body = "";
    Instant fetchedAt = Instant.EPOCH;

    record Key(String partnerId, String accountId) implements Serializable {

        static Key of(Account account) {
            return new Key(account.partner().value(), account.id().value());
        }
    }
}
