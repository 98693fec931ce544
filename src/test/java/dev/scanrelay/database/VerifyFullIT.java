package dev.scanrelay.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.Packaged;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code database.tls.mode: verify-full} of the chart, as the packaged service connects: for its migrations, and for the rest. */
@Tag("slow")
class VerifyFullIT {

    private static final String LOG = "verify-full.log";

    @TempDir
    Path folder;

    @Test
    void servesWhereTheCertificateNamesTheHostAndStartsNowhereElse() throws Exception {
        try (TlsPostgres server = TlsPostgres.start(folder);
                Sandbox align = Sandbox.start(SandboxConfig.defaults());
                Packaged named = Packaged.start(align, LOG, server.settings("localhost", "localhost"))) {
            named.awaitReady();

            try (Packaged forMigrations = Packaged.start(align, LOG, server.settings("127.0.0.1", "localhost"));
                    Packaged forTheRest = Packaged.start(align, LOG, server.settings("localhost", "127.0.0.1"))) {
                assertThat(endsInFailure(forMigrations)).isTrue();
                assertThat(endsInFailure(forTheRest)).isTrue();
            }
        }
    }

    private static boolean endsInFailure(Packaged service) throws InterruptedException {
        return service.process().waitFor(60, TimeUnit.SECONDS)
                && service.process().exitValue() != 0;
    }
}
