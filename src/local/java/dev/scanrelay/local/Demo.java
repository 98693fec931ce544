package dev.scanrelay.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** What happens by itself: a clinic is paired, scans arrive, and the terminal says where to look. */
final class Demo implements Runnable {

    static final String CLINIC = "104233";

    private final LocalSettings settings;
    private final LocalServices services;
    private final LocalFiles files;
    private final PrintStream out;

    Demo(LocalSettings settings, LocalServices services, LocalFiles files, PrintStream out) {
        this.settings = settings;
        this.services = services;
        this.files = files;
        this.out = out;
    }

    @Override
    public void run() {
        try (DemoClient client =
                new DemoClient(settings.service(), services.sandbox().baseUri())) {
            client.awaitService();
            new LocalDatabase(services.postgres()).provideKey();
            client.pair(CLINIC);
            int coming = Math.max(0, settings.scans() - services.known());
            if (coming > 0) {
                client.stream(CLINIC, coming, settings.interval());
            }
            out.println(page(coming));
        } catch (IOException | RuntimeException failed) {
            out.println("The demo could not be set up: " + failed.getMessage());
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        }
    }

    private String page(int coming) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path watch = files.watch("127.0.0.1:" + settings.kafkaPort());
        return """

                ScanRelay is running. Clinic %s is paired; %s

                  API            %s/api/v1/orders   (key below)
                  OpenAPI        %s/api/v1/openapi
                  Sandbox        %s   patients, RXs and scans
                  Events         %s @%s orders.v1
                  Notifications  %s @%s scan.notifications.v1
                  Bucket         http://127.0.0.1:%d/scanrelay   access key scanrelay-local, secret scanrelay-local-secret
                  PostgreSQL     postgresql://postgres@127.0.0.1:%d/postgres

                  curl -H 'Authorization: Bearer %s' %s/api/v1/orders

                Data stays in %s; -Dscanrelay.local.reset=true forgets it. Ctrl-C ends everything.
                """.formatted(
                        CLINIC,
                        coming == 0
                                ? "all " + settings.scans() + " scans have arrived."
                                : coming + " scans arrive, one every "
                                        + settings.interval().toMillis() / 1000.0 + " s.",
                        settings.service(),
                        settings.service(),
                        services.sandbox().baseUri(),
                        java,
                        watch,
                        java,
                        watch,
                        settings.s3Port(),
                        settings.postgresPort(),
                        LocalDatabase.API_KEY,
                        settings.service(),
                        settings.data());
    }
}
