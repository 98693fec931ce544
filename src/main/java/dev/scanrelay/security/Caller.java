package dev.scanrelay.security;

import dev.scanrelay.audit.Accountable;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.problem.Problems;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls: the holder of the API key of this request. Inject it into a resource's constructor; it stands for the request at hand.
 * What belongs to another partner, or to an account it may not read, does not exist for it: answer 404.
 */
public interface Caller extends Accountable {

    /** The public part of the key; fit for logs. */
    String keyId();

    PartnerId partner();

    /** To be asked about for as long as the answer goes on. */
    Pass pass();

    Set<String> scopes();

    /** Empty: every account of the partner. */
    Optional<Set<AccountId>> accounts();

    /**
     * The account, if the caller may see it.
     *
     * @param what the kind of thing that does not exist otherwise, such as {@code pairing}
     */
    default AccountId own(AccountId account, String what) {
        if (!mayRead(account)) {
            throw Problems.notFound(what);
        }
        return account;
    }

    /** True for the accounts of its partner that it may see; that the account is its partner's is for the query to say. */
    default boolean mayRead(AccountId account) {
        return accounts().map(allowed -> allowed.contains(account)).orElse(true);
    }
}
