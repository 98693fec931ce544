package dev.scanrelay.pairing;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.IteroConfig;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/**
 * Where our pages are: beside the redirect URI that is registered at Align, as the browser's cookie has to be seen by both. An
 * invitation's link carries its token: never log one.
 */
@Singleton
public final class InvitationLinks {

    private final IteroConfig config;
    private final Invitations invitations;

    InvitationLinks(IteroConfig config, Invitations invitations) {
        this.config = config;
        this.invitations = invitations;
    }

    boolean ready(PartnerId partner) {
        return callback(partner).isPresent();
    }

    URI of(Invitation invitation) {
        return page(invitation.partner(), invitations.token(invitation).reveal());
    }

    /** One of our pages, as the partner's users reach it. */
    public URI page(PartnerId partner, String name) {
        return callback(partner)
                .orElseThrow(() -> new IllegalStateException("the partner has no registration at Align"))
                .resolve(name);
    }

    /** Whether they reach us over https. */
    public boolean secure(PartnerId partner) {
        return callback(partner).filter(uri -> "https".equals(uri.getScheme())).isPresent();
    }

    /** Whether any partner's users reach us without it: on a developer's machine. */
    public boolean plain() {
        return config.clients().values().stream()
                .flatMap(client -> client.redirectUri().stream())
                .anyMatch(uri -> !"https".equals(uri.getScheme()));
    }

    private Optional<URI> callback(PartnerId partner) {
        return Optional.ofNullable(config.clients().get(partner.value())).flatMap(IteroConfig.Client::redirectUri);
    }
}
