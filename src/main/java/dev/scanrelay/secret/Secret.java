package dev.scanrelay.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A token, key or code. It does not print itself; {@link #reveal()} says where it leaves. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
        return new Secret(value);
    }

    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode(); // a hash of the value would tell something of it
    }

    @Override
    public String toString() {
        return "[secret]";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
