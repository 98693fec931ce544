package dev.scanrelay.local;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the local start puts around the service, for a service that runs in a JVM of its own. */
public final class Surroundings implements AutoCloseable {

    public static final String API_KEY = LocalDatabase.API_KEY;

    private final LocalSettings settings;
    private final LocalFiles files;
    private final LocalServices services;

    private Surroundings(LocalSettings settings) {
        this.settings = settings;
        this.files = new LocalFiles(settings.data());
        files.prepare(true);
        this.services = LocalServices.start(settings);
    }

    /**
     * Starts them on free ports.
     *
     * @param data a folder of their own; what is in it is lost
     */
    public static Surroundings start(Path data) {
        Map<String, String> values = new HashMap<>();
        values.put(LocalSettings.PREFIX + "data", data.toString());
        values.put(LocalSettings.HTTP_PORT, Integer.toString(freePort()));
        for (String service : new String[] {"postgres", "kafka", "s3", "sandbox", "sandbox-storage"}) {
            values.put(LocalSettings.PREFIX + service + "-port", Integer.toString(freePort()));
        }
        return new Surroundings(LocalSettings.of(values));
    }

    /** The settings that lead a service here. */
    public Map<String, String> forTheService() {
        Map<String, String> values = new HashMap<>(services.forTheService());
        values.put("scanrelay.secret.keyset-file", files.keyset().toString());
        return values;
    }

    /** Where the service has to listen. */
    public URI service() {
        return URI.create("http://127.0.0.1:" + settings.httpPort());
    }

    public URI sandbox() {
        return services.sandbox().baseUri();
    }

    /** The sandbox's partner API without Discovery. */
    public URI partnerApi() {
        return services.sandbox().fixedBaseUri();
    }

    /** {@link #API_KEY} is good from here on; the service must have started once. */
    public void provideKey() {
        new LocalDatabase(services.postgres()).provideKey();
    }

    /** Pairs a clinic of the doctor {@code anna.mueller} to the running service. */
    public void pair(String clinic) throws IOException, InterruptedException {
        try (DemoClient client = new DemoClient(settings.service(), sandbox())) {
            client.pair(clinic);
        }
    }

    @Override
    public void close() {
        services.close();
    }

    /** A port that nobody listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }
}
