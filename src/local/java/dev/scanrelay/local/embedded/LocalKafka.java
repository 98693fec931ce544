package dev.scanrelay.local.embedded;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A real single-node broker (KRaft) in this JVM. */
public final class LocalKafka implements AutoCloseable {

    private final EmbeddedKafkaBroker broker;
    private final int port;

    private LocalKafka(EmbeddedKafkaBroker broker, int port) {
        this.broker = broker;
        this.port = port;
    }

    /**
     * Starts it on this port.
     *
     * @param port 0 takes a free one
     */
    public static LocalKafka start(Path data, int port) {
        int listener = port == 0 ? freePort() : port;
        return start(data, listener, listener);
    }

    /**
     * Starts it on one port and tells clients to come by another one, where something may stand in between.
     *
     * @param advertised the port that clients are sent to
     */
    public static LocalKafka start(Path data, int listener, int advertised) {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker()
                .withNodeId(1)
                .withClusterId("c2NhbnJlbGF5LWxvY2Fs")
                .withKafkaHost("127.0.0.1")
                .withKafkaPort(listener)
                .withControllerPort(freePort())
                .withAdvertisedListeners("PLAINTEXT://127.0.0.1:" + advertised)
                .withDeleteLogDirsOnClose(false)
                .withAdditionalProperties(settings -> {
                    settings.put("log.dirs", data.toAbsolutePath().toString());
                    settings.put("log.dir", data.toAbsolutePath().toString());
                    settings.put("num.partitions", "3");
                    settings.put("group.initial.rebalance.delay.ms", "0");
                    settings.put("offsets.topic.num.partitions", "1");
                    settings.put("transaction.state.log.num.partitions", "1");
                    settings.put("auto.create.topics.enable", "true");
                });
        broker.start();
        return new LocalKafka(broker, listener);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        broker.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
