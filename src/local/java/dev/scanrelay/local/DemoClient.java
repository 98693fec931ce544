package dev.scanrelay.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Does by HTTP what a DPMS, a doctor and a scanner would. */
final class DemoClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String service;
    private final URI sandbox;

    DemoClient(String service, URI sandbox) {
        this.service = service;
        this.sandbox = sandbox;
    }

    void awaitService() throws InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the service does not answer at " + service);
            }
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    /** Signs a doctor in at the sandbox and chooses the clinic, through the pages and calls that a person would use. */
    void pair(String clinic) throws IOException, InterruptedException {
        JsonNode begun = call("POST", "/api/v1/pairings", "");
        URI login = URI.create(begun.path("authorizeUri").asText());
        HttpResponse<String> signedIn = send(HttpRequest.newBuilder(URI.create(sandbox + "/oauth/authorize"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(login.getRawQuery() + "&" + field("login", "anna.mueller") + "&"
                        + field("password", "demo") + "&" + field("answer", "allow"))));
        String back = signedIn.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException("the sandbox did not sign the doctor in"));
        JsonNode accounts = json(send(HttpRequest.newBuilder(URI.create(back))));
        call(
                "POST",
                "/api/v1/pairings/attempts/" + accounts.path("attempt").asText() + "/account",
                "{\"account\":\"" + clinic + "\"}");
        call("POST", "/api/v1/pairings/" + clinic + "/warnings/acknowledgement", "");
    }

    void stream(String clinic, int count, Duration interval) throws IOException, InterruptedException {
        String wish = "{\"accounts\":[%s],\"count\":%d,\"perSecond\":%s}"
                .formatted(clinic, count, Double.toString(1000.0 / interval.toMillis()));
        json(send(HttpRequest.newBuilder(URI.create(sandbox + "/sandbox/streams"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(wish))));
    }

    @Override
    public void close() {
        http.close();
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest.Builder ready = HttpRequest.newBuilder(URI.create(service + "/q/health/ready"));
            return send(ready).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(URI.create(service + path))
                .header("Authorization", "Bearer " + LocalDatabase.API_KEY)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    answer.request().uri().getPath() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static String field(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
