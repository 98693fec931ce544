package dev.scanrelay.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A source over the JDK's HTTP client, as the fetch makes one. */
record HttpSource(HttpClient client, URI uri) implements Source {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    @Override
    public Opened open(long offset, Optional<String> ifRange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            ifRange.ifPresent(etag -> request.header("If-Range", etag));
        }
        try {
            return opened(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static Opened opened(HttpResponse<InputStream> answer) {
        return new Opened(
                answer.statusCode(),
                answer.headers().firstValueAsLong("Content-Length"),
                answer.headers().firstValue("ETag").filter(etag -> !etag.startsWith("W/")),
                answer.headers().firstValue("Content-Encoding").isEmpty(),
                answer.headers().firstValue("Content-Range").flatMap(HttpSource::range),
                answer.body());
    }

    private static Optional<Range> range(String header) {
        Matcher range = CONTENT_RANGE.matcher(header);
        if (!range.matches()) {
            return Optional.empty();
        }
        String total = range.group(2);
        return Optional.of(new Range(
                Long.parseLong(range.group(1)),
                total.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total))));
    }
}
