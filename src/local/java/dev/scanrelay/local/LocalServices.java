package dev.scanrelay.local;

import dev.scanrelay.local.embedded.LocalKafka;
import dev.scanrelay.local.embedded.LocalPostgres;
import dev.scanrelay.local.embedded.LocalS3;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What the service needs around it, and the settings that lead there. */
final class LocalServices implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final LocalSettings settings;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final LocalS3 s3;
    private final Sandbox sandbox;
    private final int known;

    private LocalServices(LocalSettings settings) {
        this.settings = settings;
        Path data = settings.data();
        try {
            postgres = started(LocalPostgres.start(data.resolve("postgres"), settings.postgresPort()));
            known = new LocalDatabase(postgres).orders();
            kafka = started(LocalKafka.start(data.resolve("kafka"), settings.kafkaPort()));
            s3 = started(LocalS3.start(data.resolve("s3"), settings.s3Port()));
            // It forgets when it ends: another seed, so that what it makes next is not what it made before.
            sandbox = started(Sandbox.start(SandboxConfig.defaults()
                    .withPort(settings.sandboxPort())
                    .withStoragePort(settings.storagePort())
                    .withSeed(42 + known)));
        } catch (RuntimeException broken) {
            close();
            throw new CannotStart("what is in " + data + " can't be used (" + broken.getMessage() + "). Forget it: -D"
                    + LocalSettings.PREFIX + "reset=true");
        }
    }

    static LocalServices start(LocalSettings settings) {
        return new LocalServices(settings);
    }

    private <T extends AutoCloseable> T started(T service) {
        started.push(service);
        return service;
    }

    LocalPostgres postgres() {
        return postgres;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** Orders there are from runs before. */
    int known() {
        return known;
    }

    Map<String, String> forTheService() {
        Map<String, String> values = new HashMap<>();
        values.put("quarkus.http.port", Integer.toString(settings.httpPort()));
        values.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
        values.put("quarkus.datasource.reactive.url", postgres.reactiveUrl());
        values.put("quarkus.datasource.username", postgres.user());
        values.put("quarkus.datasource.password", postgres.user());
        values.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        values.put("scanrelay.topics.create", "true");
        values.put("scanrelay.topics.partitions", "3");
        values.put("scanrelay.topics.replication", "1");
        // A single broker loses what it has with its disk: here that is known.
        values.put("quarkus.log.category.\"dev.scanrelay.event.Durability\".level", "ERROR");
        values.put("scanrelay.store.endpoint", s3.endpoint().toString());
        values.put("scanrelay.store.access-key", LocalS3.ACCESS_KEY);
        values.put("scanrelay.store.secret-key", LocalS3.SECRET_KEY);
        values.put("scanrelay.store.create-bucket", "true");
        values.put("scanrelay.relay.api-base", settings.service());
        values.put("scanrelay.pairing.callback-base", settings.service());
        // So that software under development hears of scans at a URL of this machine.
        values.put("scanrelay.egress.allow-http", "true");
        values.put("scanrelay.egress.allowed-networks", "127.0.0.0/8,::1/128");
        values.put("scanrelay.itero.allow-http", "true");
        values.put("scanrelay.itero.trusted-hosts", "127.0.0.1,localhost");
        values.put("scanrelay.itero.clients.default.id", SandboxConfig.CLIENT_ID);
        values.put("scanrelay.itero.clients.default.secret", SandboxConfig.CLIENT_SECRET);
        values.put(
                "scanrelay.itero.clients.default.discovery-url",
                sandbox.discoveryUri().toString());
        values.put(
                "scanrelay.itero.clients.default.authorize-url",
                sandbox.authorizeUri().toString());
        values.put("scanrelay.itero.clients.default.redirect-uri", settings.service() + "/pairing/callback");
        return values;
    }

    /** In the opposite order of the start. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception alreadyGone) {
                System.getLogger(LocalServices.class.getName())
                        .log(System.Logger.Level.DEBUG, "did not stop cleanly", alreadyGone);
            }
        }
    }
}
