package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.util.Optional;

/** Whose callback key it is: one account's of a partner, or the partner's own. */
record KeyOwner(PartnerId partner, Optional<AccountId> account) {

    static KeyOwner pairing(PartnerId partner, AccountId account) {
        return new KeyOwner(partner, Optional.of(account));
    }

    static KeyOwner partner(PartnerId partner) {
        return new KeyOwner(partner, Optional.empty());
    }

    /** As the database names it; no account has an empty number. */
    String accountColumn() {
        return account.map(AccountId::value).orElse("");
    }

    static KeyOwner of(String partner, String accountColumn) {
        return new KeyOwner(
                new PartnerId(partner),
                accountColumn.isEmpty() ? Optional.empty() : Optional.of(new AccountId(accountColumn)));
    }
}
