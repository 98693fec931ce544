package dev.scanrelay.itero;

import dev.scanrelay.secret.Secret;

/** What a call for an account needs: where the endpoints are, and the token that opens them. */
public record Access(Directory directory, Secret accessToken) {}
