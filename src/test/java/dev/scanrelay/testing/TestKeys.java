package dev.scanrelay.testing;

import dev.scanrelay.security.AdminKeyCommand;
import dev.scanrelay.security.PartnerCommand;
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

    /** Makes the partner, if there is none yet, as an operator does. */
    public static void partner(String id) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        PartnerCommand.run(List.of("add", "--id", id), nowhere, nowhere);
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
