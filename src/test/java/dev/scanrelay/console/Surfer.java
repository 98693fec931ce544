package dev.scanrelay.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with a browser of their own: keeps cookies, follows redirects, sends the form that the page at hand holds. */
public final class Surfer {

    private static final Pattern FORM = Pattern.compile("<form([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input([^>]*)>", Pattern.DOTALL);

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(Redirect.NORMAL)
            .build();
    private Optional<HttpResponse<String>> at = Optional.empty();

    Surfer open(URI address) {
        return go(HttpRequest.newBuilder(address));
    }

    public Surfer open(String address) {
        return open(URI.create(address));
    }

    /** Sends the page's form with what it holds and what the person filled in. */
    public Surfer submit(String... filledIn) {
        Matcher form = FORM.matcher(html());
        if (!form.find()) {
            throw new AssertionError("no form on the page:\n" + html());
        }
        Map<String, String> fields = hidden(form.group(2));
        for (int field = 0; field < filledIn.length; field += 2) {
            fields.put(filledIn[field], filledIn[field + 1]);
        }
        URI action = attribute(form.group(1), "action").map(address()::resolve).orElse(address());
        return post(action, fields);
    }

    Surfer post(URI address, Map<String, String> fields) {
        return go(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(fields))));
    }

    /** Signs in on the sandbox's page. */
    public Surfer signIn(String doctor) {
        return submit("login", doctor, "password", "demo", "answer", "allow");
    }

    private Surfer go(HttpRequest.Builder request) {
        try {
            at = Optional.of(http.send(
                    request.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                            .build(),
                    BodyHandlers.ofString()));
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Where an address would lead on to. */
    URI stopAt(URI address) {
        try (HttpClient still = HttpClient.newHttpClient()) {
            var answer = still.send(
                    HttpRequest.newBuilder(address)
                            .header("Accept", "text/html")
                            .build(),
                    BodyHandlers.discarding());
            return URI.create(answer.headers().firstValue("Location").orElseThrow());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    HttpResponse<String> answer() {
        return at.orElseThrow();
    }

    URI address() {
        return answer().uri();
    }

    int status() {
        return answer().statusCode();
    }

    String html() {
        return answer().body();
    }

    public String heading() {
        Matcher heading = Pattern.compile("<h1[^>]*>(.*?)</h1>", Pattern.DOTALL).matcher(html());
        return heading.find() ? heading.group(1).replace("&#39;", "'") : "no heading";
    }

    String header(String name) {
        return answer().headers().firstValue(name).orElse("");
    }

    String link(String text) {
        Matcher link = Pattern.compile("<a[^>]*href=\"([^\"]*)\"[^>]*>" + Pattern.quote(text) + "</a>")
                .matcher(html());
        if (!link.find()) {
            throw new AssertionError("no link " + text + " on the page:\n" + html());
        }
        return link.group(1).replace("&amp;", "&");
    }

    private static Map<String, String> hidden(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(form);
        while (input.find()) {
            if (attribute(input.group(1), "type").equals(Optional.of("hidden"))) {
                fields.put(
                        attribute(input.group(1), "name").orElseThrow(),
                        attribute(input.group(1), "value").orElse("").replace("&amp;", "&"));
            }
        }
        return fields;
    }

    private static Optional<String> attribute(String tag, String name) {
        Matcher attribute = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return attribute.find() ? Optional.of(attribute.group(1)) : Optional.empty();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
