package dev.scanrelay.transfer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Speaks enough S3 to be uploaded to, verifies every body against its signed digest, counts it and throws it away. May fail as
 * it is told, request by request.
 */
final class S3Sink implements AutoCloseable {

    /** What a request is. */
    record Request(String operation, String key, int part) {}

    /** Decides whether a request fails. It may wait. */
    interface Fault {
        Optional<Failure> on(Request request) throws InterruptedException;
    }

    /** How it fails: with a status, or 0 for a connection cut; after having done what was asked, or without. */
    record Failure(int status, boolean afterwards) {}

    private final HttpServer server;
    private final Fault fault;
    private final Map<String, Map<Integer, Long>> uploads = new ConcurrentHashMap<>();
    private final Map<String, Long> objects = new ConcurrentHashMap<>();
    private final Map<Integer, String> partDigests = new ConcurrentSkipListMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    S3Sink(Fault fault) throws IOException {
        this.fault = fault;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    static S3Sink faultless() throws IOException {
        return new S3Sink(request -> Optional.empty());
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Map<String, Long> objects() {
        return Map.copyOf(objects);
    }

    /** Lets go of all objects. */
    void forget() {
        objects.clear();
    }

    int openUploads() {
        return uploads.size();
    }

    int mostPartsAtOnce() {
        return mostAtOnce.get();
    }

    /** Of the parts of the one upload there was, in order. */
    List<String> partDigests() {
        return List.copyOf(partDigests.values());
    }

    long bytes() {
        return bytes.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            long length = receive(exchange);
            Optional<Failure> failure = fault.on(request);
            if (failure.isPresent() && !failure.get().afterwards()) {
                fail(exchange, failure.get());
                return;
            }
            Answer answer = done(exchange, request, length);
            if (failure.isPresent()) {
                fail(exchange, failure.get());
                return;
            }
            answer.headers.forEach(exchange.getResponseHeaders()::set);
            answer(exchange, answer.status, answer.body);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request request(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        int slash = path.indexOf('/', 1);
        String key = slash < 0 ? "" : path.substring(slash + 1);
        String part = query(exchange, "partNumber").orElse("0");
        return new Request(operation(exchange, key), key, Integer.parseInt(part));
    }

    private static String operation(HttpExchange exchange, String key) {
        boolean upload = query(exchange, "uploadId").isPresent();
        return switch (exchange.getRequestMethod()) {
            case "POST" -> upload ? "complete" : "create";
            case "PUT" -> upload ? "part" : "put";
            case "DELETE" -> upload ? "abort" : "delete";
            case "HEAD" -> "head";
            default -> key.isEmpty() ? "list" : "get";
        };
    }

    private long receive(HttpExchange exchange) throws IOException {
        boolean part = exchange.getRequestMethod().equals("PUT");
        if (part) {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        }
        try {
            return verified(exchange);
        } finally {
            if (part) {
                atOnce.decrementAndGet();
            }
        }
    }

    private long verified(HttpExchange exchange) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] chunk = new byte[64 << 10];
        long length = 0;
        InputStream body = exchange.getRequestBody();
        for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            digest.update(chunk, 0, count);
            length += count;
        }
        String announced = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(announced)) {
            throw new IOException("digest mismatch");
        }
        query(exchange, "partNumber").ifPresent(number -> partDigests.put(Integer.valueOf(number), found));
        bytes.addAndGet(length);
        return length;
    }

    private Answer done(HttpExchange exchange, Request request, long length) {
        String id = query(exchange, "uploadId").orElse("");
        return switch (request.operation) {
            case "create" -> created(request.key);
            case "part" -> part(id, request.part, length);
            case "complete" -> completed(id, request.key);
            case "abort" -> {
                uploads.remove(id);
                yield new Answer(204, Map.of(), "");
            }
            case "put" -> {
                objects.put(request.key, length);
                yield new Answer(200, Map.of("ETag", "\"small\""), "");
            }
            case "delete" -> {
                objects.remove(request.key);
                yield new Answer(204, Map.of(), "");
            }
            case "head" -> head(request.key);
            case "list" -> listed();
            default -> new Answer(501, Map.of(), "");
        };
    }

    private Answer created(String key) {
        String id = "upload-" + ids.incrementAndGet();
        uploads.put(id, new ConcurrentHashMap<>());
        keys.put(id, key);
        return new Answer(
                200,
                Map.of(),
                "<InitiateMultipartUploadResult><Bucket>scans</Bucket><Key>" + key + "</Key><UploadId>" + id
                        + "</UploadId></InitiateMultipartUploadResult>");
    }

    private Answer part(String id, int number, long length) {
        Map<Integer, Long> parts = uploads.get(id);
        if (parts == null) {
            return error(404, "NoSuchUpload");
        }
        parts.put(number, length);
        return new Answer(200, Map.of("ETag", "\"part-" + number + "\""), "");
    }

    private Answer completed(String id, String key) {
        Map<Integer, Long> parts = uploads.remove(id);
        if (parts == null) {
            return error(404, "NoSuchUpload");
        }
        objects.put(key, parts.values().stream().mapToLong(Long::longValue).sum());
        return new Answer(
                200,
                Map.of(),
                "<CompleteMultipartUploadResult><Location>/</Location><Bucket>scans</Bucket><Key>" + key
                        + "</Key><ETag>\"x-" + new TreeMap<>(parts).size()
                        + "\"</ETag></CompleteMultipartUploadResult>");
    }

    private Answer listed() {
        String found = uploads.keySet().stream()
                .map(
                        id -> "<Upload><Key>" + keys.get(id) + "</Key><UploadId>" + id
                                + "</UploadId><Initiator><ID>a</ID><DisplayName>a</DisplayName></Initiator>"
                                + "<Owner><ID>a</ID><DisplayName>a</DisplayName></Owner>"
                                + "<StorageClass>STANDARD</StorageClass><Initiated>2026-11-23T10:00:00.000Z</Initiated></Upload>")
                .collect(Collectors.joining());
        return new Answer(
                200,
                Map.of("Content-Type", "application/xml"),
                "<ListMultipartUploadsResult><Bucket>scans</Bucket><MaxUploads>1000</MaxUploads>"
                        + "<IsTruncated>false</IsTruncated>" + found + "</ListMultipartUploadsResult>");
    }

    private Answer head(String key) {
        Long size = objects.get(key);
        if (size == null) {
            return new Answer(404, Map.of(), "");
        }
        return new Answer(
                200,
                Map.of(
                        "ETag",
                        "\"whole\"",
                        "X-Size",
                        Long.toString(size),
                        "Last-Modified",
                        "Mon, 23 Nov 2026 10:00:00 GMT"),
                "");
    }

    private static Answer error(int status, String code) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/xml"),
                "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    private static void fail(HttpExchange exchange, Failure failure) throws IOException {
        if (failure.status() == 0) {
            throw new IOException("cut");
        }
        Answer answer = error(failure.status(), failure.status() >= 500 ? "InternalError" : "AccessDenied");
        answer.headers.forEach(exchange.getResponseHeaders()::set);
        answer(exchange, answer.status, answer.body);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        String size = exchange.getResponseHeaders().getFirst("X-Size");
        if (exchange.getRequestMethod().equals("HEAD") && size != null) {
            exchange.getResponseHeaders().set("Content-Length", size);
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Optional<String> query(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        return List.of(query.split("&")).stream()
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair[0].equals(name) && pair.length == 2)
                .map(pair -> pair[1])
                .findFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, Map<String, String> headers, String body) {}
}
