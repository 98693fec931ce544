package dev.scanrelay.local.exam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** A file of a revision: a few lines that stand for a mesh, or for a zip that was not unpacked. */
record Artifact(UUID id, String text, Form form, boolean damaged) {

    /** How a file is described. */
    enum Form {
        MESH("mesh", "model/stl", "stl"),
        ARCHIVE("archive", "application/zip", "zip");

        private final String kind;
        private final String mediaType;
        private final String extension;

        Form(String kind, String mediaType, String extension) {
            this.kind = kind;
            this.mediaType = mediaType;
            this.extension = extension;
        }

        String kind() {
            return kind;
        }

        String mediaType() {
            return mediaType;
        }

        String extension() {
            return extension;
        }
    }

    static Artifact of(Form form, boolean damaged) {
        var id = UUID.randomUUID();
        return new Artifact(id, "solid " + id + "\nendsolid\n", form, damaged);
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
