package dev.scanrelay.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.scanrelay.testing.SandboxClient;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SandboxFlowTest {

    static Sandbox sandbox;
    static SandboxClient scenario;
    static Partner partner;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxConfig.defaults());
        scenario = new SandboxClient(sandbox.baseUri());
        partner = new Partner(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aDoctorLetsThePartnerInAndAScanTravels() throws Exception {
        var received = new LinkedBlockingQueue<String>();
        var receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        receiver.start();
        var callback = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";

        // Given
        var user = partner.signIn("anna.mueller");
        assertThat(partner.companies(user).findValuesAsText("companyId")).containsExactly("104233", "104577");
        var paired = partner.pair(user, 104233, callback);

        // When
        var scan = scenario.scan(104233);

        // Then
        await().until(() -> !received.isEmpty());
        assertThat(received.peek()).contains(scan.rxId()).contains("104233");
        assertThat(scenario.ledgerOf(scan.rxId()).told())
                .singleElement()
                .satisfies(told -> assertThat(told.status()).contains(202));
        var order = partner.order(paired, 104233, scan.rxId());
        assertThat(order.path("status").asText()).isEqualTo("Completed");
        var url = order.path("artifacts").get(0).path("downloadUrl").asText();
        var zip = partner.download(paired, url);
        assertThat(zip.length)
                .isEqualTo(order.path("artifacts").get(0).path("sizeBytes").asInt());
        var entries = unzip(zip);
        assertThat(entries).hasSize(10);
        var stl = entries.get(scan.order() + "_shell_occlusion_u.stl");
        int triangles = ByteBuffer.wrap(stl).order(ByteOrder.LITTLE_ENDIAN).getInt(80);
        assertThat(stl.length).isEqualTo(84 + 50 * triangles);
        receiver.stop(0);
    }

    static Map<String, byte[]> unzip(byte[] zip) throws Exception {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }
}
