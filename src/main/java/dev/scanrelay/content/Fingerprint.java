package dev.scanrelay.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

/**
 * The identity of a scan's content: equal if, and only if, the same files with the same content are there. Order does not count.
 * A zip counts by its entries: its own bytes change with every download. A zip that could not be unpacked counts as one file, by
 * its own bytes: what we cannot look into we cannot call unchanged, so each rebuilt download of it is a revision of its own.
 *
 * @param value the digest over all of them
 * @param ruleVersion {@link #RULE_VERSION} when it was made; fingerprints of different rules are not comparable
 */
public record Fingerprint(Sha256 value, int ruleVersion) {

    /** Grows whenever a rule that {@link ContentDigest} or this class follows changes a value. */
    public static final int RULE_VERSION = 1;

    /** One file that may count. The name of a zip's entry counts; an artifact's own name does not: leave it empty. */
    public record File(EntryKind kind, String name, Sha256 content) {

        public static File entry(EntryKind kind, VendorName name, Sha256 content) {
            return new File(kind, name.value(), content);
        }

        public static File artifact(EntryKind kind, Sha256 content) {
            return new File(kind, "", content);
        }

        private String line() {
            return kind.wire() + '\t' + content.hex() + '\t' + name;
        }

        @Override
        public String toString() {
            return kind.wire() + " " + content;
        }
    }

    /**
     * The fingerprint of what an order is made of now.
     *
     * @param files every file of every artifact that is not volatile
     */
    public static Fingerprint of(Collection<File> files) {
        List<String> lines = files.stream().map(File::line).sorted().toList();
        MessageDigest digest = Sha256.digest();
        digest.update(("rule " + RULE_VERSION + "\n").getBytes(StandardCharsets.US_ASCII));
        for (String line : lines) {
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0); // not part of any name: unpacking refuses it
        }
        return new Fingerprint(Sha256.of(digest.digest()), RULE_VERSION);
    }
}
