package dev.scanrelay.security;

/**
 * How a caller stands with a quota, and how the RateLimit header fields say it (draft-ietf-httpapi-ratelimit-headers-11).
 *
 * @param window seconds in which the whole quota comes back
 * @param seconds if allowed, until the quota is whole again; if not, until the next call may come
 */
record Standing(String policy, boolean allowed, long quota, long window, long left, long seconds) {

    static final String POLICY_FIELD = "RateLimit-Policy";
    static final String LIMIT_FIELD = "RateLimit";

    String policyItem() {
        return "\"" + policy + "\";q=" + quota + ";w=" + window;
    }

    String limitItem() {
        return "\"" + policy + "\";r=" + left + ";t=" + seconds;
    }
}
