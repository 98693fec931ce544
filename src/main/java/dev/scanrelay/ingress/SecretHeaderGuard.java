package dev.scanrelay.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.ingress.IngressSettings.SecretHeader;
import dev.scanrelay.secret.Secret;
import java.security.MessageDigest;
import java.util.Optional;

/** A header with an agreed value, compared in constant time. */
record SecretHeaderGuard(String name, Secret value) implements Guard {

    static Guard of(String setting, SecretHeader settings) {
        return new SecretHeaderGuard(
                GuardChecks.headerName(setting + ".name", settings.name()),
                GuardChecks.longEnough(setting + ".value", settings.value()));
    }

    @Override
    public Optional<Refusal> refuse(Delivery delivery) {
        return Guard.unless(delivery.header(name).filter(this::isRight).isPresent(), Refusal.GUARD_HEADER);
    }

    private boolean isRight(String given) {
        return MessageDigest.isEqual(value.reveal().getBytes(UTF_8), given.getBytes(UTF_8));
    }
}
