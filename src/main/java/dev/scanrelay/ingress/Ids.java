package dev.scanrelay.ingress;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects the two ids of a body under all their spellings. An id may come several times, under one spelling or several, as long as
 * all say the same; other fields are ignored.
 */
final class Ids {

    /** The two things a notification tells. */
    enum Field {
        RX_ID,
        ACCOUNT
    }

    private static final Map<String, Field> SPELLINGS = Map.of(
            "rxId", Field.RX_ID,
            "RXID", Field.RX_ID,
            "RxID", Field.RX_ID,
            "rxID", Field.RX_ID,
            "rx_id", Field.RX_ID,
            "companyId", Field.ACCOUNT,
            "companyID", Field.ACCOUNT,
            "accountNumber", Field.ACCOUNT,
            "accountId", Field.ACCOUNT,
            "account", Field.ACCOUNT);

    private @Nullable RxId rxId;
    private @Nullable AccountId account;

    static Optional<Field> field(String spelling) {
        return Optional.ofNullable(SPELLINGS.get(spelling));
    }

    void put(Field field, String value) throws UnreadableBody {
        switch (field) {
            case RX_ID -> rxId = same(rxId, rxId(value));
            case ACCOUNT -> account = same(account, account(value));
        }
    }

    Reading reading() {
        if (rxId == null) {
            return new Reading.Unreadable(Refusal.RX_ID_MISSING);
        }
        return account == null ? new Reading.Unreadable(Refusal.ACCOUNT_MISSING) : new Reading.Ids(rxId, account);
    }

    private static <T> T same(@Nullable T before, T now) throws UnreadableBody {
        if (before != null && !before.equals(now)) {
            throw new UnreadableBody(Refusal.CONFLICT);
        }
        return now;
    }

    private static RxId rxId(String value) throws UnreadableBody {
        try {
            return new RxId(value);
        } catch (IllegalArgumentException invalid) {
            throw new UnreadableBody(Refusal.RX_ID_INVALID);
        }
    }

    private static AccountId account(String value) throws UnreadableBody {
        try {
            return new AccountId(value.strip());
        } catch (IllegalArgumentException invalid) {
            throw new UnreadableBody(Refusal.ACCOUNT_INVALID);
        }
    }
}
