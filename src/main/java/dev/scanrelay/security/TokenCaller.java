package dev.scanrelay.security;

import dev.scanrelay.audit.Actor;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A caller with a token of the issuer.
 *
 * @param keyId the token's subject, or what stands for it where that is not fit for logs
 */
record TokenCaller(
        String keyId,
        PartnerId partner,
        Set<String> scopes,
        Optional<Set<AccountId>> accounts,
        Optional<Instant> expiresAt)
        implements Identified {

    @Override
    public Pass.Kind passKind() {
        return Pass.Kind.TOKEN;
    }

    @Override
    public String credential() {
        return "token";
    }

    @Override
    public Optional<String> label() {
        return Optional.empty();
    }

    @Override
    public Optional<String> owner() {
        return Optional.empty();
    }

    @Override
    public Actor actor() {
        return new Actor(Actor.Kind.TOKEN, keyId, partner.value());
    }
}
