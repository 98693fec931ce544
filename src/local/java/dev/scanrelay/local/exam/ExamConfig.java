package dev.scanrelay.local.exam;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the exam is held.
 *
 * @param secret the endpoint's secret, as {@code whsec_...}
 * @param publicKeys whether deliveries are signed {@code v1a} too
 * @param key what the vendor's calls have to carry as their bearer
 * @param answer how long a delivery may wait for its answer
 * @param patience how long what must follow may take
 * @param settle how long the software is watched for what must not follow, once it has taken all
 * @param filesOnly whether the software saves files and never acknowledges
 * @param restart restarts the software, where that can be
 * @param only ids of the scenarios to ask; empty for all
 */
public record ExamConfig(
        String host,
        int port,
        String secret,
        boolean publicKeys,
        String key,
        Duration answer,
        Duration patience,
        Duration settle,
        boolean filesOnly,
        Optional<Restart> restart,
        Set<String> only) {

    /** What a vendor gets who names nothing. The secret is for machines of one's own and no secret. */
    public static final String SECRET = "whsec_ZXhhbS1vbi15b3VyLW93bi1tYWNoaW5lLW9ubHkh";

    /** For those who verify {@code v1a}: the same in each exam. */
    public static final String PUBLIC_KEY = "whpk_" + Signing.PUBLIC;

    public static ExamConfig defaults() {
        return new ExamConfig(
                "127.0.0.1",
                8092,
                SECRET,
                false,
                "exam",
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofSeconds(3),
                false,
                Optional.empty(),
                Set.of());
    }

    public ExamConfig withPort(int other) {
        return new ExamConfig(host, other, secret, publicKeys, key, answer, patience, settle, filesOnly, restart, only);
    }

    public ExamConfig withHost(String other) {
        return new ExamConfig(other, port, secret, publicKeys, key, answer, patience, settle, filesOnly, restart, only);
    }

    public ExamConfig withSecret(String other) {
        return new ExamConfig(host, port, other, publicKeys, key, answer, patience, settle, filesOnly, restart, only);
    }

    public ExamConfig withPublicKeys(boolean signed) {
        return new ExamConfig(host, port, secret, signed, key, answer, patience, settle, filesOnly, restart, only);
    }

    public ExamConfig withKey(String other) {
        return new ExamConfig(
                host, port, secret, publicKeys, other, answer, patience, settle, filesOnly, restart, only);
    }

    public ExamConfig withPatience(Duration other) {
        return new ExamConfig(host, port, secret, publicKeys, key, answer, other, settle, filesOnly, restart, only);
    }

    public ExamConfig withSettle(Duration other) {
        return new ExamConfig(host, port, secret, publicKeys, key, answer, patience, other, filesOnly, restart, only);
    }

    public ExamConfig withFilesOnly(boolean saves) {
        return new ExamConfig(host, port, secret, publicKeys, key, answer, patience, settle, saves, restart, only);
    }

    public ExamConfig withRestart(Restart how) {
        return new ExamConfig(
                host, port, secret, publicKeys, key, answer, patience, settle, filesOnly, Optional.of(how), only);
    }

    public ExamConfig withOnly(Set<String> ids) {
        return new ExamConfig(host, port, secret, publicKeys, key, answer, patience, settle, filesOnly, restart, ids);
    }

    @Override
    public String toString() {
        return "ExamConfig[" + host + ":" + port + "]";
    }
}
