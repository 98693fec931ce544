package dev.scanrelay.listen;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The listener for a PC without Java, compiled and run by Mono, which is Windows' framework for other systems. */
final class SingleFile {

    private static final Path SOURCE = Path.of("deploy", "listener", "ScanRelayListener.cs");
    private static final Path PROGRAM = Path.of("target", "listener", "ScanRelayListener.exe");
    private static final String ABSENT = "NOT RUN: the single-file listener needs mono, mcs and openssl"
            + " (Debian: mono-mcs mono-runtime libmono-cil-dev openssl)";
    private static final boolean THERE =
            Tool.isThere("mcs", "--version") && Tool.isThere("mono", "--version") && Tool.isThere("openssl", "version");

    private static boolean compiled;

    private SingleFile() {}

    /** The gate sets the variable: there it has to run. */
    static void require() {
        if (!THERE) {
            if ("required".equals(System.getenv("SINGLE_FILE_LISTENER"))) {
                throw new IllegalStateException(ABSENT);
            }
            System.out.println(ABSENT);
        }
        assumeTrue(THERE, ABSENT);
    }

    /** The compiler of every Windows knows C# 5. */
    static synchronized Path compiled() {
        if (!compiled) {
            try {
                Files.createDirectories(PROGRAM.getParent());
            } catch (IOException noFolder) {
                throw new UncheckedIOException(noFolder);
            }
            Tool.run(
                    "mcs",
                    "-nologo",
                    "-langversion:5",
                    "-warnaserror",
                    "-r:System.Web.Extensions.dll",
                    "-out:" + PROGRAM,
                    SOURCE.toString());
            compiled = true;
        }
        return PROGRAM;
    }

    /** Mono finds what is trusted by its subject's hash, below the home of who runs it. */
    static Map<String, String> trusting(Certificate certificate) {
        Path home = certificate.pem().resolveSibling("home");
        String hash = Tool.run(
                        "openssl",
                        "x509",
                        "-hash",
                        "-noout",
                        "-in",
                        certificate.pem().toString())
                .strip();
        try {
            for (String place : List.of(".mono", ".config/.mono")) {
                Path trusted = Files.createDirectories(home.resolve(place).resolve("new-certs/Trust"));
                Files.write(trusted.resolve(hash + ".0"), Files.readAllBytes(certificate.pem()));
            }
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
        return Map.of(
                "HOME",
                home.toString(),
                "XDG_CONFIG_HOME",
                home.resolve(".config").toString());
    }
}
