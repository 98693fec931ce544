package dev.scanrelay.local.sandbox.oauth;

import dev.scanrelay.local.sandbox.content.Seed;
import dev.scanrelay.local.sandbox.http.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Codes and tokens: issued, rotated, expired, revoked. Token texts follow from the seed and their number. */
public final class Grants {

    private static final int MOST_FAMILIES = 20_000;
    private static final int MOST_ACCESS_TOKENS = 8;

    private final long seed;
    private final Clock clock;
    private final Map<String, Code> codes = new LinkedHashMap<>();
    private final Map<String, Family> byRefreshToken = bounded(4 * MOST_FAMILIES);
    private final Map<String, Access> byAccessToken = bounded(4 * MOST_FAMILIES);
    private OAuthSettings settings = OAuthSettings.DEFAULT;
    private long issued;

    private record Code(
            String clientId, String redirectUri, String challenge, String doctor, Instant until, Spent spent) {}

    private static final class Spent {
        private boolean yes;
        private String refreshToken = "";
    }

    private record Access(Family family, Instant until) {}

    public Grants(long seed, Clock clock) {
        this.seed = seed;
        this.clock = clock;
    }

    public synchronized OAuthSettings settings() {
        return settings;
    }

    public synchronized OAuthSettings change(OAuthSettings.Change change) {
        settings = settings.with(change);
        return settings;
    }

    public synchronized void clear() {
        codes.clear();
        byRefreshToken.clear();
        byAccessToken.clear();
        settings = OAuthSettings.DEFAULT;
    }

    synchronized String code(String clientId, String redirectUri, String challenge, String doctor) {
        var code = next("code");
        var until = clock.instant().plusSeconds(settings.codeSeconds());
        codes.put(code, new Code(clientId, redirectUri, challenge, doctor, until, new Spent()));
        if (codes.size() > MOST_FAMILIES) {
            codes.remove(codes.keySet().iterator().next());
        }
        return code;
    }

    /** A code works once; a second use ends what came from the first (RFC 6749, section 4.1.2). */
    synchronized TokenSet exchange(String clientId, String code, String redirectUri, String verifier) {
        var found = codes.get(code);
        if (found == null || !found.clientId().equals(clientId)) {
            throw invalidGrant("no such code");
        }
        if (found.spent().yes) {
            revoke(clientId, found.spent().refreshToken);
            throw invalidGrant("the code was used before");
        }
        if (clock.instant().isAfter(found.until())) {
            throw invalidGrant("the code has expired");
        }
        found.spent().yes = true;
        if (!found.redirectUri().equals(redirectUri) || !Pkce.matches(found.challenge(), verifier)) {
            throw invalidGrant("redirect_uri or code_verifier does not fit the code");
        }
        var tokens = issue(new Grant(clientId, found.doctor(), Optional.empty()));
        found.spent().refreshToken = tokens.refreshToken();
        return tokens;
    }

    public synchronized TokenSet issue(Grant grant) {
        var family = new Family(grant, next("rt"), clock.instant());
        byRefreshToken.put(family.refreshToken(), family);
        return tokens(family);
    }

    synchronized TokenSet refresh(String clientId, String refreshToken) {
        var now = clock.instant();
        var family = byRefreshToken.get(refreshToken);
        if (family == null || !family.grant.clientId().equals(clientId)) {
            throw invalidGrant("no such refresh token");
        }
        if (family.isExpired(settings, now)) {
            end(family);
            throw invalidGrant("the refresh token has expired");
        }
        if (!family.accepts(refreshToken, settings, now)) {
            if (settings.rotation() == OAuthSettings.Rotation.STRICT) {
                end(family);
            }
            throw invalidGrant("the refresh token was rotated");
        }
        family.use(now);
        if (settings.rotation() != OAuthSettings.Rotation.NONE) {
            family.rotate(next("rt"), now);
            byRefreshToken.put(family.refreshToken(), family);
        }
        return tokens(family);
    }

    /** RFC 7009: an access token alone, or with a refresh token all that came with it; unknown ones are no error. */
    synchronized void revoke(String clientId, String token) {
        var access = byAccessToken.get(token);
        if (access != null && access.family().grant.clientId().equals(clientId)) {
            byAccessToken.remove(token);
        }
        var family = byRefreshToken.get(token);
        if (family != null && family.grant.clientId().equals(clientId)) {
            end(family);
        }
    }

    public synchronized Optional<Grant> access(String token) {
        return Optional.ofNullable(byAccessToken.get(token))
                .filter(access -> clock.instant().isBefore(access.until()))
                .map(access -> access.family().grant);
    }

    synchronized Optional<Long> accountOf(String refreshToken) {
        return Optional.ofNullable(byRefreshToken.get(refreshToken)).flatMap(family -> family.grant.companyId());
    }

    /** Ends every grant that fits, with all its tokens; how many. */
    public synchronized int end(Predicate<Grant> wanted) {
        var families = byRefreshToken.values().stream()
                .distinct()
                .filter(family -> wanted.test(family.grant))
                .toList();
        families.forEach(this::end);
        return families.size();
    }

    /** Access tokens that fit die, refresh tokens live on. */
    public synchronized int expireAccess(Predicate<Grant> wanted) {
        int before = byAccessToken.size();
        byAccessToken.values().removeIf(access -> wanted.test(access.family().grant));
        return before - byAccessToken.size();
    }

    private void end(Family family) {
        byRefreshToken.values().removeIf(other -> other == family);
        byAccessToken.values().removeIf(access -> access.family() == family);
    }

    private TokenSet tokens(Family family) {
        var token = next("at");
        byAccessToken.put(token, new Access(family, clock.instant().plusSeconds(settings.accessTokenSeconds())));
        family.accessTokens.add(token);
        if (family.accessTokens.size() > MOST_ACCESS_TOKENS) {
            byAccessToken.remove(family.accessTokens.remove());
        }
        return new TokenSet(token, family.refreshToken(), "Bearer", settings.accessTokenSeconds());
    }

    private String next(String kind) {
        long number = ++issued;
        return kind + "_" + Long.toHexString(Seed.of(seed, kind, number))
                + Long.toHexString(Seed.of(~seed, kind, number));
    }

    private static Refusal invalidGrant(String why) {
        return OAuthApi.error(400, "invalid_grant", why);
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }
}
