package dev.scanrelay.pairing;

import dev.scanrelay.id.PartnerId;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** A user is back from Align's login. */
public sealed interface Arrival {

    /** Signed in, in the browser that began on our pages. */
    record Visitor(Visit visit) implements Arrival {}

    /** Signed in, for a program that began by API and goes on by API. */
    record Guest(PartnerId partner, UUID attempt, Optional<URI> returnUrl) implements Arrival {}

    /** It does not go on. A visit is told only to the browser it belongs to. */
    record Refused(Authorized.Reason reason, Optional<Visit> visit, Optional<Guest> guest) implements Arrival {}

    /** The login was begun on our pages in another browser, and nothing was done. */
    record Stranger() implements Arrival {}
}
