package dev.scanrelay.local.sandbox.content;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;

/** SHA-256 of what the sandbox produced, for checkers. */
public final class Digests {

    private Digests() {}

    public static String sha256(Content content) {
        var digest = sha256();
        write(content, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of what the entry unpacks to. */
    public static String sha256(ZipPart part) {
        if (!part.isDeflated()) {
            return sha256(part.data());
        }
        var digest = sha256();
        var inflater = new Inflater(true);
        var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        try (var unpack = new InflaterOutputStream(sink, inflater)) {
            part.data().write(0, part.data().size(), unpack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inflater.end();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void write(Content content, OutputStream to) {
        try {
            content.write(0, content.size(), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
