package dev.scanrelay.local.sandbox.oauth;

import java.util.Optional;

/** What a token stands for: a doctor who let a client in; after pairing also the account. */
public record Grant(String clientId, String doctor, Optional<Long> companyId) {

    public boolean isFor(long account) {
        return companyId.filter(paired -> paired == account).isPresent();
    }
}
