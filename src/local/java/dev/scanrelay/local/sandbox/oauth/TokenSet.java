package dev.scanrelay.local.sandbox.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The token endpoint's answer (RFC 6749, section 5.1). */
public record TokenSet(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("refresh_token") String refreshToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn) {}
