package dev.scanrelay.security;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls: the holder of the API key of this request. Inject it into a resource's constructor; it stands for the request at hand.
 * What belongs to another partner, or to an account it may not read, does not exist for it: answer 404.
 */
public interface Caller {

    /** The public part of the key; fit for logs. */
    String keyId();

    PartnerId partner();

    Set<String> scopes();

    /** Empty: every account of the partner. */
    Optional<Set<AccountId>> accounts();

    /** True for the accounts of its partner that it may see; that the account is its partner's is for the query to say. */
    default boolean mayRead(AccountId account) {
        return accounts().map(allowed -> allowed.contains(account)).orElse(true);
    }
}
