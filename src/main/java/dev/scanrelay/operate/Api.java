package dev.scanrelay.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.scanrelay.secret.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** The running service, called with a key. It follows no redirect, so the key goes nowhere else. */
final class Api {

    static final String SETTINGS = """
              SCANRELAY_URL  where the service is (default: http://localhost:8080); https where that leaves the machine
              SCANRELAY_KEY  an API key with the scope that the command needs; its partner is whose orders these are""";

    private static final String HERE = "http://localhost:8080";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final Secret key;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    Api(URI base, Secret key) {
        this.base = base;
        this.key = key;
    }

    /** What a call came to. */
    sealed interface Result {

        record Done(JsonNode answer) implements Result {}

        /** It did not come off; the words say what a person can do about it. */
        record Failed(String words) implements Result {}

        /** Nobody knows here whether it came off. */
        record Unclear(String words) implements Result {}
    }

    /** The settings of the process; or what is wrong with them. */
    sealed interface Settings {

        record Usable(Api api) implements Settings {}

        record Wrong(String words) implements Settings {}
    }

    static Settings of(Config config) {
        Optional<String> key =
                config.getOptionalValue("scanrelay.key", String.class).filter(text -> !text.isBlank());
        if (key.isEmpty()) {
            return new Settings.Wrong("Set SCANRELAY_KEY to an API key, such as one that admin-key create printed.");
        }
        String url = config.getOptionalValue("scanrelay.url", String.class).orElse(HERE);
        try {
            URI base = URI.create(url.strip().replaceAll("/+$", ""));
            boolean usable = ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))
                    && base.getHost() != null
                    && base.getRawUserInfo() == null;
            return usable
                    ? new Settings.Usable(new Api(base, Secret.of(key.get().strip())))
                    : new Settings.Wrong("SCANRELAY_URL has to be such as https://scans.example.com.");
        } catch (IllegalArgumentException noUri) {
            return new Settings.Wrong("SCANRELAY_URL has to be such as https://scans.example.com.");
        }
    }

    /** @param expected whether an answer is the service's own, and not of something before it */
    Result get(String path, Map<String, String> query, Predicate<JsonNode> expected) {
        String asked = new TreeMap<>(query)
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&"));
        return call("GET", asked.isEmpty() ? path : path + "?" + asked, BodyPublishers.noBody(), expected);
    }

    Result post(String path, Map<String, ?> body, Predicate<JsonNode> expected) {
        return call("POST", path, BodyPublishers.ofString(written(body)), expected);
    }

    /** What is done then, the service says without a word. */
    Result delete(String path) {
        return call("DELETE", path, BodyPublishers.noBody(), JsonNode::isMissingNode);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Result call(String method, String path, BodyPublisher body, Predicate<JsonNode> expected) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/" + path))
                    .method(method, body)
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + key.reveal())
                    .header("Accept", "application/json, application/problem+json")
                    .header("Content-Type", "application/json")
                    .build();
            return result(client.send(request, BodyHandlers.ofString()), expected);
        } catch (IllegalArgumentException notAHeader) {
            return new Result.Failed("SCANRELAY_KEY is no API key.");
        } catch (ConnectException | HttpConnectTimeoutException notSent) {
            return new Result.Failed("The service can't be reached. Check SCANRELAY_URL.");
        } catch (IOException brokeOff) {
            return new Result.Unclear("The service did not answer.");
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            return new Result.Unclear("Interrupted.");
        }
    }

    private static Result result(HttpResponse<String> answer, Predicate<JsonNode> expected) {
        int status = answer.statusCode();
        Optional<JsonNode> body = read(answer);
        if (status >= 200 && status < 300) {
            return body.filter(expected)
                    .<Result>map(Result.Done::new)
                    .orElseGet(() -> new Result.Unclear("That is not ScanRelay's answer (status " + status
                            + "): a proxy or another service may stand there. Check SCANRELAY_URL."));
        }
        String words = body.map(problem -> problem.path("detail").asText())
                .filter(detail -> !detail.isEmpty())
                .map(Api::printable)
                .orElse("The service answered with status " + status + ".");
        return status < 500 ? new Result.Failed(words) : new Result.Unclear(words);
    }

    /** Missing where the answer has no content by its status; empty where the content is not JSON. */
    private static Optional<JsonNode> read(HttpResponse<String> answer) {
        if (answer.statusCode() == 204) {
            return Optional.of(MissingNode.getInstance());
        }
        try {
            return Optional.of(JSON.readTree(answer.body())).filter(JsonNode::isObject);
        } catch (JsonProcessingException aPageOfAProxy) {
            return Optional.empty();
        }
    }

    private static String written(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException ourOwnMap) {
            throw new IllegalArgumentException("not writable as JSON", ourOwnMap);
        }
    }

    /** A terminal obeys control characters. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
