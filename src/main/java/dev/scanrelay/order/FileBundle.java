package dev.scanrelay.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.id.AccountId;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Files of one revision that go out in one zip. */
record FileBundle(UUID order, AccountId account, int revision, Instant storedAt, List<StoredPart> parts) {

    /** Part of the tag: a change of the zip's form makes another one. */
    private static final String FORM = "zip-1";

    FileBundle {
        parts = List.copyOf(parts);
    }

    FileBundle of(FileChoice choice) {
        return new FileBundle(order, account, revision, storedAt, choice.of(parts));
    }

    /** Weak: the files are the same, the compressed form of them may not be. */
    String etag() {
        return "W/" + opaqueTag();
    }

    /** What If-None-Match is compared by. */
    String opaqueTag() {
        MessageDigest digest = Sha256.digest();
        digest.update(FORM.getBytes(UTF_8));
        for (StoredPart part : parts) {
            digest.update((byte) '\n');
            digest.update(part.file().fileName().getBytes(UTF_8));
            digest.update(part.file().sha256().bytes());
        }
        return '"' + Sha256.of(digest.digest()).hex() + '"';
    }

    String disposition() {
        return "attachment; filename=\"order-" + order + "-r" + revision + ".zip\"";
    }
}
