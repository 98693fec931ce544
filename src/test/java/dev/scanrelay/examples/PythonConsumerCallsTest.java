package dev.scanrelay.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the Python consumer calls the service, without a broker: its library for Kafka is named and not used. */
class PythonConsumerCallsTest {

    @TempDir
    Path folder;

    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void needsPython() {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(one -> Files.isExecutable(Path.of(one, "python3"))),
                "python3 is not on this machine: the example is not tested");
    }

    @Test
    void takesItsKeyNowhereElse() throws Exception {
        HttpServer elsewhere = serve(exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        HttpServer service = serve(exchange -> {
            exchange.getResponseHeaders().set("Location", url(elsewhere) + "/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        assertThat(call(service)).isNotZero();
        assertThat(calls).hasValue(0);
        service.stop(0);
        elsewhere.stop(0);
    }

    @Test
    void comesAgainThoughItIsToldADate() throws Exception {
        HttpServer service = serve(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT");
            exchange.sendResponseHeaders(calls.incrementAndGet() == 1 ? 503 : 204, -1);
            exchange.close();
        });

        assertThat(call(service)).isZero();
        assertThat(calls).hasValue(2);
        service.stop(0);
    }

    private static HttpServer serve(HttpHandler handler) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int call(HttpServer service) throws Exception {
        Files.writeString(folder.resolve("confluent_kafka.py"), "Consumer = KafkaError = KafkaException = None\n");
        ProcessBuilder python =
                new ProcessBuilder("python3", "-B", "-c", "import consumer; consumer.call('GET', '/api/v1/orders')");
        python.environment().put("PYTHONPATH", folder + File.pathSeparator + "deploy/examples/python");
        python.environment().put("SCANRELAY_URL", url(service));
        python.environment().put("SCANRELAY_KEY", "sr_key");
        python.environment().put("SCANS_FOLDER", folder.toString());
        python.environment().put("NO_PROXY", "127.0.0.1");
        python.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
        return python.start().waitFor();
    }
}
