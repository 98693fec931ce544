package dev.scanrelay.listen;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import okhttp3.Response;

/** One file: goes on where an earlier try ended, and has its name only once its digest is right. */
final class Download {

    private static final int BUFFER = 65_536;

    private final Service service;

    Download(Service service) {
        this.service = service;
    }

    enum Outcome {
        SAVED,
        /** What came has another digest. It is removed. */
        DIFFERS,
        /** The service has it no more. */
        GONE
    }

    /** The part's name begins with a point, as no file's that a template makes: it is never taken for one. */
    Outcome to(Path target, Artifact artifact) throws IOException {
        Path part = target.resolveSibling("." + artifact.id() + ".part");
        Files.createDirectories(target.getParent());
        long have = Files.exists(part) ? Files.size(part) : 0;
        if (have > artifact.size()) {
            Files.delete(part);
            have = 0;
        }
        if ((have < artifact.size() || have == 0) && !rest(part, artifact, have)) {
            Files.deleteIfExists(part);
            return Outcome.GONE;
        }
        if (Files.size(part) != artifact.size() || !digest(part).equals(artifact.sha256())) {
            Files.delete(part);
            return Outcome.DIFFERS;
        }
        Folders.rename(part, target);
        return Outcome.SAVED;
    }

    static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private boolean rest(Path part, Artifact artifact, long have) throws IOException {
        // The tag of an artifact is its digest: another content is never put behind this one.
        Map<String, String> headers = have == 0
                ? Map.of()
                : Map.of("Range", "bytes=" + have + "-", "If-Range", "\"" + artifact.sha256() + "\"");
        try (Response answer = service.open(artifact.path(), Map.of(), headers)) {
            boolean goesOn = answer.code() == 206
                    && String.valueOf(answer.header("Content-Range")).startsWith("bytes " + have + "-");
            if (answer.code() != 200 && !goesOn) {
                Files.deleteIfExists(part); // whatever is wrong with it, the next try begins anew
                return !Service.refusal(answer).gone();
            }
            try (InputStream in = answer.body().byteStream()) {
                write(in, part, goesOn ? have : 0, artifact.size());
            }
            return true;
        }
    }

    private static void write(InputStream in, Path part, long from, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(from).position(from);
            OutputStream out = Channels.newOutputStream(channel);
            byte[] buffer = new byte[BUFFER];
            long left = size - from;
            while (left > 0) { // more than the file has is not wanted
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new Later("the connection ended " + left + " bytes early");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
