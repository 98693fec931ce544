package dev.scanrelay.testing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sandbox's scenario calls, over HTTP. Maps stand for JSON bodies: {@code Map.of("kind", "DROP", "times", 1)}. */
public final class SandboxClient {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public record Scan(
            String rxId,
            Optional<Long> orderId,
            long companyId,
            String patientId,
            String status,
            String procedure,
            Instant modifiedAt) {

        public long order() {
            return orderId.orElseThrow();
        }
    }

    public record Patient(
            String patientId,
            long companyId,
            String firstName,
            String lastName,
            Optional<String> chartNumber,
            Optional<String> birthDate) {}

    public record Tokens(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("refresh_token") String refreshToken,
            @JsonProperty("expires_in") long expiresIn) {}

    public record Produced(
            long sequence,
            Instant at,
            long companyId,
            String rxId,
            Optional<Long> orderId,
            String event,
            Versions versions) {}

    public record Told(
            long sequence,
            Instant at,
            long companyId,
            String rxId,
            String clientId,
            Optional<String> url,
            Optional<Integer> status,
            Optional<String> failure,
            long millis) {}

    public record Served(
            long sequence,
            Instant at,
            long companyId,
            String rxId,
            long orderId,
            String type,
            int status,
            String etag,
            long from,
            long bytes,
            boolean complete) {}

    public record Ledger(long dropped, List<Produced> produced, List<Told> told, List<Served> served) {}

    /** An entry of a scan's zip; no digest where it prints the time of the download. */
    public record Entry(String name, String type, String jaw, long size, boolean printed, Optional<String> sha256) {}

    /** An artifact that is no zip. */
    public record Stable(String type, long size, Optional<String> sha256) {}

    public record Contents(Versions versions, List<Entry> entries, List<Stable> artifacts) {}

    /** How often each part of the files was made anew. */
    public record Versions(int mesh, int images, int margin) {}

    /** @param hits calls that it hit */
    public record ShownFault(long id, Fault fault, int hits) {

        public record Fault(String kind) {}
    }

    public SandboxClient(URI base) {
        this.base = base;
    }

    public URI base() {
        return base;
    }

    /** A clinic of its own for a test, in the EU with doctor {@code anna.mueller} and twenty patients. */
    public void newAccount(long companyId) {
        send("POST", "/sandbox/accounts", Map.of("companyId", companyId));
    }

    public void newAccount(long companyId, String region, String... doctors) {
        send(
                "POST",
                "/sandbox/accounts",
                Map.of("companyId", companyId, "region", region, "doctors", List.of(doctors)));
    }

    /** Changes switches of {@code Behaviour} for one account. */
    public void behaviour(long companyId, Map<String, ?> change) {
        send("PATCH", "/sandbox/accounts/" + companyId + "/behaviour", change);
    }

    public List<Patient> patients(long companyId) {
        return List.of(get("/sandbox/accounts/" + companyId + "/patients", Patient[].class));
    }

    /** A patient entered at the scanner: firstName, lastName, chartNumber, birthDate. */
    public Patient newPatient(long companyId, Map<String, String> patient) {
        return send("POST", "/sandbox/accounts/" + companyId + "/patients", patient, Patient.class);
    }

    /** Changes firstName, lastName, chartNumber at the scanner. */
    public Patient changePatient(long companyId, String patientId, Map<String, String> change) {
        return send("PATCH", "/sandbox/accounts/" + companyId + "/patients/" + patientId, change, Patient.class);
    }

    public void newClient(String clientId, String clientSecret, Optional<String> callbackUrl) {
        send(
                "POST",
                "/sandbox/clients",
                callbackUrl.isPresent()
                        ? Map.of("clientId", clientId, "clientSecret", clientSecret, "callbackUrl", callbackUrl.get())
                        : Map.of("clientId", clientId, "clientSecret", clientSecret));
    }

    /** The callback URL of the partner's registration; empty removes it. */
    public void partnerCallback(String clientId, Optional<String> callbackUrl) {
        Map<String, String> body =
                callbackUrl.map(url -> Map.of("callbackUrl", url)).orElse(Map.of());
        send("PUT", "/sandbox/clients/" + clientId + "/callback", body);
    }

    /** A pairing without the dance of OAuth. */
    public Tokens pair(long companyId, Optional<String> callbackUrl) {
        Map<String, Object> body = callbackUrl
                .<Map<String, Object>>map(url -> Map.of("companyId", companyId, "callbackUrl", url))
                .orElse(Map.of("companyId", companyId));
        return send("POST", "/sandbox/pairings", body, Tokens.class);
    }

    /** The clinic ends the pairing at Align, for one doctor or for all; the tokens live on but are good for nothing there. */
    public void unpairAtAlign(long companyId, Optional<String> doctor) {
        String who = doctor.map(login -> "?doctor=" + login).orElse("");
        send("DELETE", "/sandbox/pairings/" + companyId + who, Map.of());
    }

    /** The account's calls are answered in that region from now on, {@code EU} or {@code US}, and nowhere else. */
    public void move(long companyId, String region) {
        send("PUT", "/sandbox/accounts/" + companyId + "/region", Map.of("region", region));
    }

    /** A default scan: ortho, under 2 MB, notified. */
    public Scan scan(long companyId) {
        return newScan(Map.of("account", companyId));
    }

    /** As {@link #scan} with fields of {@code Plan}: kind, bytes, rawBytes, imageWidth, stored, variant, artifacts. */
    public Scan scan(long companyId, Map<String, ?> plan) {
        return newScan(Map.of("account", companyId, "plan", plan));
    }

    public Scan scanQuietly(long companyId, Map<String, ?> plan) {
        return newScan(Map.of("account", companyId, "plan", plan, "tell", false));
    }

    public Scan newScan(Map<String, ?> body) {
        return send("POST", "/sandbox/scans", body, Scan.class);
    }

    /** An event of {@code ScanEvent}: RESCAN, MARGIN_CHANGE, REEXPORT, MODELING_DONE, ... */
    public Scan event(String rxId, String event) {
        return send("POST", "/sandbox/scans/" + rxId + "/events", Map.of("event", event), Scan.class);
    }

    public Scan rescan(String rxId) {
        return event(rxId, "RESCAN");
    }

    public void notifyAgain(String rxId) {
        send("POST", "/sandbox/scans/" + rxId + "/notifications", Map.of());
    }

    public Scan status(String rxId, String status, boolean tell) {
        return send("PUT", "/sandbox/scans/" + rxId + "/status", Map.of("status", status, "tell", tell), Scan.class);
    }

    public Scan variant(String rxId, String variant) {
        return send("PUT", "/sandbox/scans/" + rxId + "/variant", Map.of("variant", variant), Scan.class);
    }

    /** Changes firstName, lastName, chartNumber of the scan's patient. */
    public Patient changePatient(String rxId, Map<String, String> change) {
        return send("PATCH", "/sandbox/scans/" + rxId + "/patient", change, Patient.class);
    }

    /** The present files of a scan, with the digests of those that do not print the time. */
    public Contents contents(String rxId) {
        return get("/sandbox/scans/" + rxId + "/contents", Contents.class);
    }

    /** The files of one version of a scan. */
    public Contents contents(String rxId, Versions versions) {
        return get(
                "/sandbox/scans/%s/contents?mesh=%d&images=%d&margin=%d"
                        .formatted(rxId, versions.mesh(), versions.images(), versions.margin()),
                Contents.class);
    }

    /** Scans one after the other: accounts, count, perSecond, plan. */
    public long stream(Map<String, ?> wish) {
        return ((Number) send("POST", "/sandbox/streams", wish, Map.class).get("id")).longValue();
    }

    public void stopStream(long id) {
        send("DELETE", "/sandbox/streams/" + id, Map.of());
    }

    /** Switches a fault on: {@code kind} and, where wanted, account, rxId, call, after, times, millis, bytes, status, ... */
    public long fault(Map<String, ?> fault) {
        return ((Number) send("POST", "/sandbox/faults", fault, Map.class).get("id")).longValue();
    }

    /** Every fault since the last clearing, also those that are used up. */
    public List<ShownFault> faults() {
        return List.of(get("/sandbox/faults", ShownFault[].class));
    }

    public void removeFault(long id) {
        send("DELETE", "/sandbox/faults/" + id, Map.of());
    }

    public void clearFaults() {
        send("DELETE", "/sandbox/faults", Map.of());
    }

    public void oauth(Map<String, ?> change) {
        send("PATCH", "/sandbox/oauth", change);
    }

    public void expireAccessTokens(long companyId) {
        send("POST", "/sandbox/tokens/expire", Map.of("companyId", companyId));
    }

    /** Refresh tokens too: the doctor has to sign in again. */
    public void endGrants(long companyId) {
        send("POST", "/sandbox/tokens/expire", Map.of("companyId", companyId, "refreshToo", true));
    }

    public void advance(Duration time) {
        send("POST", "/sandbox/clock", Map.of("seconds", time.toSeconds()));
    }

    public Ledger ledger(long companyId) {
        return get("/sandbox/ledger?account=" + companyId, Ledger.class);
    }

    public Ledger ledgerOf(String rxId) {
        return get("/sandbox/ledger?rxId=" + rxId, Ledger.class);
    }

    /** How often each call came, by status. */
    @SuppressWarnings("unchecked")
    public Map<String, Map<String, Integer>> calls() {
        return get("/sandbox/calls", Map.class);
    }

    public void reset() {
        send("POST", "/sandbox/reset", Map.of());
    }

    private <T> T get(String path, Class<T> type) {
        return read(exchange(HttpRequest.newBuilder(base.resolve(path)).GET().build()), type);
    }

    private void send(String method, String path, Map<String, ?> body) {
        exchange(request(method, path, body));
    }

    private <T> T send(String method, String path, Map<String, ?> body, Class<T> type) {
        return read(exchange(request(method, path, body)), type);
    }

    private HttpRequest request(String method, String path, Map<String, ?> body) {
        try {
            return HttpRequest.newBuilder(base.resolve(path))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String exchange(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        request.method() + " " + request.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
