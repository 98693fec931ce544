package dev.scanrelay.listen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The listeners that there are. Both keep the same promises. */
enum Program {
    /** In the jar. */
    COMMAND {
        @Override
        List<String> command(Certificate trusted) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx128m",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-Djavax.net.ssl.trustStore=" + trusted.trustStore(),
                    "-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.scanrelay.Main",
                    "listen");
        }
    },
    /** Compiled as a Windows PC compiles it. */
    SINGLE_FILE {
        @Override
        void require() {
            SingleFile.require();
        }

        @Override
        List<String> command(Certificate trusted) {
            return List.of("mono", SingleFile.compiled().toString());
        }

        @Override
        Map<String, String> environment(Certificate trusted) {
            return SingleFile.trusting(trusted);
        }
    };

    /** Skips the test, and says so, where it can't run. */
    void require() {}

    abstract List<String> command(Certificate trusted);

    Map<String, String> environment(Certificate trusted) {
        return Map.of();
    }

    /** What starts it, with this certificate trusted. */
    List<String> line(Certificate trusted, String... arguments) {
        List<String> line = new ArrayList<>(command(trusted));
        line.addAll(List.of(arguments));
        return line;
    }
}
