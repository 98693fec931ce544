package dev.scanrelay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Makes clinics and orders in the sandbox ahead of time, each of two meshes of 1 MB in all, two margin lines, an RX and its XML. */
final class SandboxOrders implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAN =
            "{\"kind\":\"RESTORATIVE\",\"bytes\":1000000,\"stored\":true,\"imageWidth\":0,\"artifacts\":[\"IDE\"]}";

    private static final String SMALL =
            "{\"kind\":\"RESTORATIVE\",\"bytes\":20000,\"stored\":true,\"imageWidth\":0,\"artifacts\":[\"IDE\"]}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI sandbox;

    SandboxOrders(URI sandbox) {
        this.sandbox = sandbox;
    }

    /** Clinics of the sandbox's first doctor. */
    List<String> clinics(int first, int count) throws IOException, InterruptedException {
        List<String> clinics = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            call("/sandbox/accounts", "{\"companyId\":%d}".formatted(number));
            clinics.add(Integer.toString(number));
        }
        return clinics;
    }

    /** An access token for the clinic, without a login. */
    String token(String clinic) throws IOException, InterruptedException {
        return call("/sandbox/pairings", "{\"companyId\":%s}".formatted(clinic))
                .path("access_token")
                .asText();
    }

    /** New orders, by turns of these clinics. */
    List<ScannedOrder> scan(List<String> clinics, int count) throws IOException, InterruptedException {
        return scan(clinics, count, PLAN);
    }

    /** New orders of a mesh of 20 kB and little else. */
    List<ScannedOrder> scanSmall(List<String> clinics, int count) throws IOException, InterruptedException {
        return scan(clinics, count, SMALL);
    }

    private List<ScannedOrder> scan(List<String> clinics, int count, String plan)
            throws IOException, InterruptedException {
        List<ScannedOrder> orders = new ArrayList<>();
        while (orders.size() < count) {
            String clinic = clinics.get(orders.size() % clinics.size());
            JsonNode scan =
                    call("/sandbox/scans", "{\"account\":%s,\"plan\":%s,\"tell\":false}".formatted(clinic, plan));
            orders.add(new ScannedOrder(clinic, scan.path("rxId").asText().toLowerCase(java.util.Locale.ROOT)));
        }
        return orders;
    }

    /** A patient Anna Bench. */
    void patient(String clinic, String chartNumber) throws IOException, InterruptedException {
        call(
                "/sandbox/accounts/" + clinic + "/patients",
                "{\"firstName\":\"Anna\",\"lastName\":\"Bench\",\"chartNumber\":\"%s\"}".formatted(chartNumber));
    }

    /** Every answer comes so much later, as from further away. */
    void delay(int milliseconds) throws IOException, InterruptedException {
        call("/sandbox/faults", "{\"kind\":\"LATENCY\",\"millis\":%d}".formatted(milliseconds));
    }

    private JsonNode call(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(sandbox.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
