package dev.scanrelay.itero;

import dev.scanrelay.secret.Secret;
import java.util.Optional;

/**
 * What a call for an account needs: where the endpoints are, and the token that opens them.
 *
 * @param caller whose calls these are, once an account is paired
 */
public record Access(Directory directory, Secret accessToken, Optional<Caller> caller) {

    /** While an account is being paired. */
    public Access(Directory directory, Secret accessToken) {
        this(directory, accessToken, Optional.empty());
    }
}
