package dev.scanrelay.storage;

import dev.scanrelay.transfer.ObjectAddress;
import java.util.UUID;

/**
 * Something that is not as the catalogue says.
 *
 * @param what one constant word, or the store's own code
 */
record Problem(UUID order, int revision, String what, ObjectAddress at) {

    String line() {
        return "order=" + order + " revision=" + revision + " problem=" + what + " store=" + at.store() + " bucket="
                + at.bucket() + " key=" + at.key();
    }
}
