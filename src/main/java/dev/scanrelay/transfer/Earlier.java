package dev.scanrelay.transfer;

import dev.scanrelay.content.Sha256;
import java.util.Optional;

/** What is stored of the same order already, and need not be stored again. */
@FunctionalInterface
public interface Earlier {

    /** An object that is there with these bytes. */
    Optional<ObjectAddress> same(Sha256 sha256, long size);

    static Earlier nothing() {
        return (sha256, size) -> Optional.empty();
    }
}
