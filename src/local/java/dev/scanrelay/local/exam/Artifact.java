package dev.scanrelay.local.exam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** A file of a revision: a few lines that stand for a mesh. */
record Artifact(UUID id, String text, boolean damaged) {

    static Artifact of(boolean damaged) {
        var id = UUID.randomUUID();
        return new Artifact(id, "solid " + id + "\nendsolid\n", damaged);
    }

    byte[] promised() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Of the promised length; when damaged, one bit is another. */
    byte[] served() {
        var bytes = promised();
        if (damaged) {
            bytes[0] ^= 1;
        }
        return bytes;
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(promised()));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
