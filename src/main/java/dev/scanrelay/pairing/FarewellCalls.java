package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.secret.Secret;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Tells Align that a pairing is over and that its tokens must not be good any more. */
@Singleton
final class FarewellCalls {

    private final Itero itero;
    private final Farewells farewells;
    private final Directories directories;
    private final Clock clock;

    FarewellCalls(Itero itero, Farewells farewells, Directories directories, Clock clock) {
        this.itero = itero;
        this.farewells = farewells;
        this.directories = directories;
        this.clock = clock;
    }

    /** @throws IteroException if something of it has to be said again later */
    void say(Farewell farewell) {
        Directory directory = directories.now(farewell.partner(), farewell.account(), farewell.directory());
        Tokens tokens = new Tokens(farewell.accessToken(), farewell.refreshToken());
        if (farewell.unpair() && farewell.account().isPresent()) {
            tokens = unpair(farewell, farewell.account().get(), directory, tokens);
        }
        if (tokens.refresh().isPresent()) {
            itero.revoke(farewell.partner(), directory, tokens.refresh().get());
        }
        itero.revoke(farewell.partner(), directory, tokens.access());
    }

    private record Tokens(Secret access, Optional<Secret> refresh) {}

    private Tokens unpair(Farewell farewell, AccountId account, Directory directory, Tokens tokens) {
        if (!farewell.expired(clock.instant()) && unpaired(directory, tokens.access(), account)) {
            return tokens;
        }
        Tokens renewed = renewed(farewell, directory, tokens);
        unpaired(directory, renewed.access(), account);
        return renewed;
    }

    /** False if the token is not good for it any more. */
    private boolean unpaired(Directory directory, Secret accessToken, AccountId account) {
        try {
            itero.unpair(new Access(directory, accessToken), account);
            return true;
        } catch (IteroException refused) {
            return switch (refused.kind()) {
                case UNAUTHORISED -> false;
                case NOT_FOUND, REFUSED, PERMANENT -> true; // Align knows no such pairing
                case TRANSIENT, RATE_LIMITED -> throw refused;
            };
        }
    }

    private Tokens renewed(Farewell farewell, Directory directory, Tokens tokens) {
        if (tokens.refresh().isEmpty()) {
            return tokens;
        }
        try {
            TokenSet fresh = itero.refresh(
                    farewell.partner(), directory, tokens.refresh().get());
            farewells.renewed(farewell, fresh);
            return new Tokens(fresh.accessToken(), fresh.refreshToken().or(tokens::refresh));
        } catch (IteroException refused) {
            if (refused.grantDead()) {
                return tokens; // dead already, which is what we are here for
            }
            throw refused;
        }
    }
}
