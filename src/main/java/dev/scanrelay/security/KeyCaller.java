package dev.scanrelay.security;

import dev.scanrelay.audit.Actor;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A caller with an API key. */
record KeyCaller(ApiKey key) implements Identified {

    @Override
    public String keyId() {
        return key.id();
    }

    @Override
    public PartnerId partner() {
        return key.partner();
    }

    @Override
    public Set<String> scopes() {
        return Scopes.implied(key.scopes());
    }

    @Override
    public Optional<Set<AccountId>> accounts() {
        return key.accounts();
    }

    @Override
    public Pass.Kind passKind() {
        return Pass.Kind.KEY;
    }

    @Override
    public String credential() {
        return "key";
    }

    @Override
    public Optional<String> label() {
        return Optional.of(key.name());
    }

    @Override
    public Optional<String> owner() {
        return Optional.of(key.owner());
    }

    @Override
    public Optional<Instant> expiresAt() {
        return key.life().expiresAt();
    }

    @Override
    public Actor actor() {
        return new Actor(Actor.Kind.KEY, keyId(), partner().value());
    }
}
