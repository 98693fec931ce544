package dev.scanrelay.security;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a caller out of the claims of a token whose signature, issuer, audience and times were found good. */
@Singleton
final class TokenClaims {

    private static final Pattern LOGGABLE = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final OidcSettings settings;

    TokenClaims(OidcSettings settings) {
        this.settings = settings;
    }

    /** A caller, or why there is none, in constant words for the log. */
    sealed interface Reading {

        record Good(TokenCaller caller) implements Reading {}

        record Refused(String reason) implements Reading {}
    }

    Reading read(JsonNode claims) {
        String subject = claims.path("sub").asText();
        if (subject.isEmpty()) {
            return new Reading.Refused("no subject");
        }
        JsonNode partner = claims.at(settings.partnerClaim());
        if (!partner.isTextual()) {
            return new Reading.Refused("no partner claim");
        }
        try {
            return caller(subject, new PartnerId(partner.textValue()), claims);
        } catch (IllegalArgumentException malformed) {
            return new Reading.Refused("a partner or an account of the wrong form");
        }
    }

    private Reading caller(String subject, PartnerId partner, JsonNode claims) {
        Set<String> scopes = scopes(claims.at(settings.rolesClaim()));
        JsonNode limit = claims.at(settings.accountsClaim());
        if (!limit.isMissingNode() && scopes.contains(Scopes.ADMIN)) {
            return new Reading.Refused("admin limited to accounts: it could make a wider key");
        }
        return new Reading.Good(new TokenCaller(
                id(subject), partner, Scopes.implied(scopes), accounts(limit), expiry(claims.path("exp"))));
    }

    private static Set<String> scopes(JsonNode roles) {
        return words(roles).filter(Scopes.ALL::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** A claim that is there but empty limits to nothing; only its absence means every account. */
    private static Optional<Set<AccountId>> accounts(JsonNode limit) {
        return limit.isMissingNode()
                ? Optional.empty()
                : Optional.of(words(limit).map(AccountId::new).collect(Collectors.toUnmodifiableSet()));
    }

    private static Stream<String> words(JsonNode claim) {
        return claim.isArray()
                ? StreamSupport.stream(claim.spliterator(), false)
                        .filter(JsonNode::isValueNode)
                        .map(JsonNode::asText)
                : Arrays.stream(claim.asText().split("[ ,]+")).filter(word -> !word.isEmpty());
    }

    private static Optional<Instant> expiry(JsonNode seconds) {
        return seconds.isNumber() ? Optional.of(Instant.ofEpochSecond(seconds.longValue())) : Optional.empty();
    }

    private static String id(String subject) {
        return LOGGABLE.matcher(subject).matches() ? subject : "token-" + Digest.of(subject);
    }
}
