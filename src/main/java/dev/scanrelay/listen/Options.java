package dev.scanrelay.listen;

import dev.scanrelay.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What to listen to, and where to put it.
 *
 * @param kinds of files that are wanted; none: all
 */
record Options(
        URI service,
        Secret key,
        Way way,
        Path folder,
        Path state,
        NameTemplate name,
        Optional<Set<String>> kinds,
        boolean fromNewest,
        Duration every,
        Duration patience,
        boolean once) {

    /** An archive is left out where its content stands beside it, unless it is asked for. */
    boolean wants(String kind, String unpacked) {
        return kinds.map(wanted -> wanted.contains(kind))
                .orElseGet(() -> !(kind.equals("archive") && unpacked.equals("complete")));
    }
}
