package dev.scanrelay.pairing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How pairings are made and their tokens kept fresh. */
@ConfigMapping(prefix = "scanrelay.pairing")
public interface PairingSettings {

    /**
     * Where Align reaches this service, such as {@code https://scans.example.com}; {@code /webhooks/itero/<key>} is put behind it.
     * No default: without it nothing can be paired, while notifications and fetching go on.
     */
    Optional<URI> callbackBase();

    /** Whether Pair sends the account's own callback URL. Off where all notifications come to the URL registered at Align. */
    @WithDefault("true")
    boolean sendCallback();

    /** How long a user has from the redirect to Align to the choice of the account. Longer keeps half-used logins longer. */
    @WithDefault("PT10M")
    Duration attemptLifetime();

    /** How long an invitation is good if its maker does not say. Longer leaves links lying about for longer. */
    @WithDefault("P7D")
    Duration invitationLife();

    /** The longest life that an invitation may be given. */
    @WithDefault("P30D")
    Duration invitationLongestLife();

    /**
     * Where our pages may send a clinic's user afterwards, such as {@code https://dpms.example.com/itero}: these URLs and what is
     * beneath them. None by default: then nobody is sent anywhere.
     */
    Optional<List<URI>> returnUrls();

    /** How long before its end an access token is renewed. Longer renews more often; shorter risks calls with a dead token. */
    @WithDefault("PT5M")
    Duration refreshAhead();

    /** How often tokens that near their end are looked for and renewed, whether or not anybody calls. */
    @WithDefault("PT15S")
    Duration renewEvery();

    /** Grants renewed at once by one replica when nobody waits for them. More is faster after an outage, and more load on Align. */
    @WithDefault("8")
    int renewAtOnce();

    /**
     * How long after the log-in Align takes a refresh token, however often it is renewed. Unknown by default. Where it is set, the end
     * is shown and announced 14, 7 and 1 days ahead.
     */
    Optional<Duration> refreshTokenLife();

    /** How long Align takes a refresh token that is not used. Unknown by default; counted down like {@link #refreshTokenLife()}. */
    Optional<Duration> refreshTokenIdle();

    /** How often the end of tokens is looked for that has to be announced. */
    @WithDefault("PT10M")
    Duration expiryEvery();

    /** How often calls and notifications are noted in the health of their pairings; each pairing costs one row then, calls nothing. */
    @WithDefault("PT1M")
    Duration healthEvery();

    /** How long one replica may take to renew a grant; has to be longer than two of Align's calls and their time-outs. */
    @WithDefault("PT2M")
    Duration renewalLease();

    /** How long an old callback key is still good once its successor was seen, for notifications already on their way. */
    @WithDefault("PT10M")
    Duration callbackKeyGrace();

    /** How often withdrawn callback keys are looked up. At most 5 s: it is how long a withdrawn key may still pass. */
    @WithDefault("PT2S")
    Duration revokedEvery();

    /** How often tokens that Align still has to forget are looked for. */
    @WithDefault("PT15S")
    Duration farewellEvery();

    /** How long Align is told to forget a token before it is dropped here regardless. */
    @WithDefault("P30D")
    Duration farewellFor();
}
