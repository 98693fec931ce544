import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/** ScanRelay's API, as far as a consumer needs it. */
final class Service {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String key;

    Service(String url, String key) {
        this.url = url.replaceAll("/+$", "");
        this.key = key;
    }

    /** The service has it no more, or it is not for this key. */
    static final class Gone extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** A file kept coming with another digest than the service names. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;
    }

    JsonNode order(String order) throws Exception {
        try (InputStream answer = call(request("/api/v1/orders/" + order).GET())) {
            return JSON.readTree(answer);
        }
    }

    JsonNode artifacts(String order, int revision) throws Exception {
        for (JsonNode one : order(order).path("revisions")) {
            if (one.path("number").asInt() == revision) {
                return one.path("artifacts");
            }
        }
        throw new Gone();
    }

    void acknowledge(String order, int revision, Map<String, String> outcome) throws Exception {
        String path = "/api/v1/orders/" + order + "/revisions/" + revision + "/ack";
        call(request(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(outcome)))).close();
    }

    /** One file, whole: it returns once the digest is right. */
    void download(JsonNode artifact, Path folder) throws Exception {
        Path target = folder.resolve(Path.of(artifact.path("fileName").asText()).getFileName());
        for (int attempt = 0; attempt < 3; ) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream answer = call(request(artifact.path("href").asText()).GET());
                    var file = new DigestOutputStream(Files.newOutputStream(target), digest)) {
                answer.transferTo(file);
            } catch (IOException brokenOff) {
                Thread.sleep(Duration.ofSeconds(1));
                continue;
            }
            attempt++;
            if (HexFormat.of().formatHex(digest.digest()).equals(artifact.path("sha256").asText())) {
                return;
            }
        }
        throw new Damaged();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofMinutes(1)) // until the answer begins
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    /** An answer of the API; waits and asks again while the service can't answer. */
    private InputStream call(HttpRequest.Builder request) throws Gone, InterruptedException {
        for (long pause = 1; ; pause = Math.min(2 * pause, 60)) {
            try {
                HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
                int status = answer.statusCode();
                if (status < 300) {
                    return answer.body();
                }
                answer.body().close();
                if (status == 404 || status == 410) {
                    throw new Gone();
                }
                if (status != 429 && status < 500) { // a person has to look; nothing is committed, so nothing is lost
                    throw new IllegalStateException("the service answers " + status);
                }
                pause = Math.max(pause, answer.headers().firstValueAsLong("Retry-After").orElse(0));
            } catch (IOException notReached) {
                // asked again
            }
            Thread.sleep(Duration.ofSeconds(pause));
        }
    }
}
