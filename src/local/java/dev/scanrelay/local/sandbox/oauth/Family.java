package dev.scanrelay.local.sandbox.oauth;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All tokens that came from one grant. Guarded by {@link Grants}. */
final class Family {

    private static final int REMEMBERED = 50;

    final Grant grant;
    final Instant born;
    final Deque<String> accessTokens = new ArrayDeque<>();
    private final Map<String, Instant> retired = new LinkedHashMap<>();
    private String refreshToken;
    private Instant used;

    Family(Grant grant, String refreshToken, Instant born) {
        this.grant = grant;
        this.refreshToken = refreshToken;
        this.born = born;
        this.used = born;
    }

    String refreshToken() {
        return refreshToken;
    }

    boolean isExpired(OAuthSettings settings, Instant now) {
        return now.isAfter(born.plusSeconds(settings.refreshAbsoluteSeconds()))
                || now.isAfter(used.plusSeconds(settings.refreshIdleSeconds()));
    }

    boolean accepts(String token, OAuthSettings settings, Instant now) {
        if (token.equals(refreshToken)) {
            return true;
        }
        return settings.rotation() == OAuthSettings.Rotation.GRACE
                && Optional.ofNullable(retired.get(token))
                        .filter(since -> now.isBefore(since.plusSeconds(settings.graceSeconds())))
                        .isPresent();
    }

    void use(Instant now) {
        used = now;
    }

    void rotate(String next, Instant now) {
        retired.putIfAbsent(refreshToken, now);
        if (retired.size() > REMEMBERED) {
            retired.remove(retired.keySet().iterator().next());
        }
        refreshToken = next;
    }
}
