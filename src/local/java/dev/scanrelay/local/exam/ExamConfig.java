package dev.scanrelay.local.exam;

import java.time.Duration;

/**
 * How the exam is held.
 *
 * @param secret the endpoint's secret, as {@code whsec_...}
 * @param key what the vendor's calls have to carry as their bearer
 * @param answer how long a delivery may wait for its answer
 * @param patience how long what must follow may take
 * @param settle for how long nothing may follow where nothing must
 */
public record ExamConfig(
        String host, int port, String secret, String key, Duration answer, Duration patience, Duration settle) {

    /** What a vendor gets who names nothing. The secret is for machines of one's own and no secret. */
    public static final String SECRET = "whsec_ZXhhbS1vbi15b3VyLW93bi1tYWNoaW5lLW9ubHkh";

    public static ExamConfig defaults() {
        return new ExamConfig(
                "127.0.0.1",
                8092,
                SECRET,
                "exam",
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofSeconds(1));
    }

    public ExamConfig withPort(int other) {
        return new ExamConfig(host, other, secret, key, answer, patience, settle);
    }

    public ExamConfig withHost(String other) {
        return new ExamConfig(other, port, secret, key, answer, patience, settle);
    }

    public ExamConfig withSecret(String other) {
        return new ExamConfig(host, port, other, key, answer, patience, settle);
    }

    public ExamConfig withKey(String other) {
        return new ExamConfig(host, port, secret, other, answer, patience, settle);
    }

    public ExamConfig withPatience(Duration other) {
        return new ExamConfig(host, port, secret, key, answer, other, settle);
    }

    public ExamConfig withSettle(Duration other) {
        return new ExamConfig(host, port, secret, key, answer, patience, other);
    }

    @Override
    public String toString() {
        return "ExamConfig[" + host + ":" + port + "]";
    }
}
