package dev.scanrelay.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The least an ingress can do: take a body, send it to the broker, answer on the acknowledgement. No parsing, no checks. */
public final class IngressFloor {

    static final String TOPIC = "bench.floor";
    static final String READY = "floor listens";

    private IngressFloor() {}

    /** @param arguments bootstrap servers, port */
    public static void main(String[] arguments) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", arguments[0], "acks", "all", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.partitionsFor(TOPIC);
        int loops = 2 * Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        vertx.deployVerticle(
                        () -> new Server(producer, Integer.parseInt(arguments[1])),
                        new DeploymentOptions().setInstances(loops))
                .onSuccess(deployed -> System.out.println(READY))
                .onFailure(failed -> System.exit(1));
    }

    private static final class Server extends AbstractVerticle {

        private final KafkaProducer<byte[], byte[]> producer;
        private final int port;

        Server(KafkaProducer<byte[], byte[]> producer, int port) {
            this.producer = producer;
            this.port = port;
        }

        @Override
        public void start(io.vertx.core.Promise<Void> started) {
            vertx.createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(body -> send(request, body)))
                    .listen(port, "127.0.0.1")
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void send(HttpServerRequest request, Buffer body) {
            Context loop = vertx.getOrCreateContext();
            byte[] bytes = body.getBytes();
            producer.send(
                    new ProducerRecord<>(TOPIC, bytes, bytes),
                    (acknowledged, failure) -> loop.runOnContext(back -> request.response()
                            .setStatusCode(failure == null ? 202 : 503)
                            .end()));
        }
    }
}
