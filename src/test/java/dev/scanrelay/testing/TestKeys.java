package dev.scanrelay.testing;

import dev.scanrelay.security.AdminKeyCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** API keys for a Quarkus test, made as an operator makes the first one. */
public final class TestKeys {

    private TestKeys() {}

    /** A new key of the default partner that may do all; send it as {@code Authorization: Bearer <key>}. */
    public static String admin() {
        return admin("default");
    }

    /** A new key that may do all for the partner. */
    public static String admin(String partner) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int code = AdminKeyCommand.run(List.of("create", "--partner", partner, "--name", "test"), out, System.err);
        if (code != 0) {
            throw new IllegalStateException("no key: exit code " + code);
        }
        return printed.toString(StandardCharsets.UTF_8).strip();
    }
}
