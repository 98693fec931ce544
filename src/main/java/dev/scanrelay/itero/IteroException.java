package dev.scanrelay.itero;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not give what was asked. Its message has the call, the kind, the status and Align's short code: never a
 * body, an address, a token or a name.
 */
public final class IteroException extends RuntimeException {

    private static final String INVALID_GRANT = "invalid_grant";
    private static final String NOT_PAIRED = "not_paired";
    private static final Set<String> MOVED = Set.of("account_moved", "wrong_region");
    private static final String FEATURE_DISABLED = "feature_disabled";
    private static final String MALFORMED = "malformed";
    static final String REGION_OUT = "region_out";
    static final String PAUSED = "paused";
    static final String OWN_LIMIT = "own_limit";

    /** What a caller may do about it. */
    public enum Kind {
        /** Align or the way to it is in trouble, or its answer makes no sense: try again later. */
        TRANSIENT,
        /** Asked too often: try again after {@link IteroException#retryAfter()}. */
        RATE_LIMITED,
        /** Unknown to Align, foreign, or not there yet: it does not tell which. */
        NOT_FOUND,
        /** The token is not good any more: refresh it, unless {@link IteroException#grantDead()}. */
        UNAUTHORISED,
        /** Align, or our own rules about where tokens may go, forbid it: a person must act. */
        REFUSED,
        /** The request itself is wrong: it would fail again. */
        PERMANENT
    }

    private final Kind kind;
    private final Optional<String> code;
    private final Optional<Duration> retryAfter;
    private final boolean gone;
    private final boolean outside;
    private final boolean unsent;
    private final boolean answered;
    private final boolean malformed;
    private volatile boolean regionOut;

    IteroException(
            Endpoint endpoint,
            Kind kind,
            int status,
            Optional<String> code,
            Optional<Duration> retryAfter,
            @Nullable Throwable cause) {
        this(endpoint, kind, status, code, retryAfter, cause, false);
    }

    private IteroException(
            Endpoint endpoint,
            Kind kind,
            int status,
            Optional<String> code,
            Optional<Duration> retryAfter,
            @Nullable Throwable cause,
            boolean unsent) {
        super(message(endpoint, kind, status, code), cause);
        this.kind = kind;
        this.code = code;
        this.retryAfter = retryAfter;
        this.gone = status == 410 && kind == Kind.PERMANENT;
        this.outside = status == 416;
        this.answered = status != 0;
        this.malformed =
                MALFORMED.equals(code.orElse("")) && endpoint != Endpoint.DISCOVERY && endpoint != Endpoint.TOKEN;
        this.unsent = unsent;
    }

    static IteroException malformed(Endpoint endpoint) {
        return of(endpoint, Kind.TRANSIENT, MALFORMED);
    }

    static IteroException of(Endpoint endpoint, Kind kind, String code) {
        return new IteroException(endpoint, kind, 0, Optional.of(code), Optional.empty(), null);
    }

    /** No connection came about: not a byte of the request has left. */
    static IteroException unsent(Endpoint endpoint, String code, @Nullable Throwable cause) {
        return new IteroException(endpoint, Kind.TRANSIENT, 0, Optional.of(code), Optional.empty(), cause, true);
    }

    /** Our own decision, before anything left. */
    static IteroException withheld(Endpoint endpoint, Kind kind, String code, Duration wait) {
        IteroException withheld =
                new IteroException(endpoint, kind, 0, Optional.of(code), Optional.of(wait), null, true);
        withheld.regionOut = code.equals(REGION_OUT);
        return withheld;
    }

    /** It failed like many others: it is the region that is out. */
    IteroException inOutage() {
        regionOut = true;
        return this;
    }

    public Kind kind() {
        return kind;
    }

    /** Align's own short code, such as {@code feature_disabled}, or ours where it had no say. */
    public Optional<String> code() {
        return code;
    }

    /** How long Align asks to wait. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether it is certain that not a byte of the request has left: Align was not even asked. */
    public boolean unsent() {
        return unsent;
    }

    /** The whole region is out: what was asked for is not to blame. */
    public boolean regionOut() {
        return regionOut && kind == Kind.TRANSIENT;
    }

    /** It is our own limit that is reached, not Align's. */
    public boolean ownLimit() {
        return unsent && code.filter(OWN_LIMIT::equals).isPresent();
    }

    /** The code or refresh token is spent, revoked or expired: only a person who signs in again can help. */
    public boolean grantDead() {
        return kind == Kind.UNAUTHORISED && code.filter(INVALID_GRANT::equals).isPresent();
    }

    /** The region that was asked does not serve this account any more: ask Discovery where it is now. */
    public boolean moved() {
        return gone || code.filter(MOVED::contains).isPresent();
    }

    /** Align says that what was asked for is there no more. Of a region that does not serve the account, {@link #moved()} comes first. */
    public boolean gone() {
        return gone && code.filter(MOVED::contains).isEmpty();
    }

    /** The range that was asked for lies behind the end of the file. */
    public boolean isOutside() {
        return outside;
    }

    /** What was asked for was answered, and the answer is none that we can read. */
    public boolean malformed() {
        return malformed;
    }

    /** What is refused is every such call of the account, not this one: a feature is off, or our own rules forbid the way. */
    public boolean ofTheAccount() {
        return kind == Kind.REFUSED
                && (!answered || code.filter(FEATURE_DISABLED::equals).isPresent());
    }

    /** The token is good, but not for this account: the pairing was ended on Align's side. */
    public boolean unpaired() {
        return kind == Kind.REFUSED && code.filter(NOT_PAIRED::equals).isPresent();
    }

    private static String message(Endpoint endpoint, Kind kind, int status, Optional<String> code) {
        String answer = status == 0 ? "" : " " + status;
        return endpoint.wireName() + ": " + kind + answer
                + code.map(it -> " " + it).orElse("");
    }
}
