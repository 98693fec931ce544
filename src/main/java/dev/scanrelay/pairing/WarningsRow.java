package dev.scanrelay.pairing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code pairing_warnings}. */
@Entity
@Table(name = "pairing_warnings")
@IdClass(PairingRow.Key.class)
class WarningsRow {

    static final String NONE = "none";
    static final String FOUND = "found";
    static final String NOT_CHECKED = "not-checked";

    @Id
    String partnerId = "";

    @Id
    String accountId = "";

    String result = NOT_CHECKED;
    int shared;
    int missing;
    Instant checkedAt = Instant.EPOCH;

    @Nullable Instant settledAt;

    @Nullable String settledBy;
}
