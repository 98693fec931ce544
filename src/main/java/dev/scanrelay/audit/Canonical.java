package dev.scanrelay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.audit.ChainRow.About;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of a record that its hash covers: a version, then every field in a fixed order, numbers as eight bytes, texts in UTF-8
 * behind their length, so that no two records have the same bytes. Chains outlive releases: a change here needs a new version.
 */
final class Canonical {

    /** Of a record of one call, and of one that sums several up. */
    private static final int VERSION = 1;

    private static final int VERSION_WITH_TIMES = 2;
    private static final int ABSENT = -1;

    private Canonical() {}

    /** SHA-256 of the hash before and the record's bytes. */
    static byte[] hash(ChainRow row, long number, byte[] previous) {
        MessageDigest digest = sha256();
        digest.update(previous);
        return digest.digest(bytes(row, number));
    }

    private static byte[] bytes(ChainRow row, long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(row.times().isPresent() ? VERSION_WITH_TIMES : VERSION);
            out.writeLong(number);
            out.writeLong(row.id());
            out.writeLong(row.micros());
            for (String text : List.of(
                    row.requestId(), row.phase(), row.action(), row.actorKind(), row.actorId(), row.partner())) {
                write(out, text);
            }
            write(out, row.result());
            write(out, row.status().map(String::valueOf));
            write(out, row.subjects());
            if (row.times().isPresent()) {
                out.writeLong(row.times().get());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, List<About> subjects) throws IOException {
        out.writeInt(subjects.size());
        for (About about : subjects.stream()
                .sorted(Comparator.comparing(About::kind).thenComparing(About::id))
                .toList()) {
            write(out, about.kind());
            write(out, about.id());
            out.writeLong(about.micros());
        }
    }

    private static void write(DataOutputStream out, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            write(out, text.get());
        } else {
            out.writeInt(ABSENT);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
