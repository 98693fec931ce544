package dev.scanrelay.security;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;

/** A caller as its key tells it. */
record KeyCaller(String keyId, PartnerId partner, Set<String> scopes, Optional<Set<AccountId>> accounts)
        implements Caller, Principal {

    static KeyCaller of(ApiKey key) {
        return new KeyCaller(key.id(), key.partner(), Scopes.implied(key.scopes()), key.accounts());
    }

    @Override
    public String getName() {
        return keyId;
    }
}
