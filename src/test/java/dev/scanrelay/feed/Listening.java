package dev.scanrelay.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the stream on a bare socket, so that a test decides when it reads, and sees every line of it. */
final class Listening implements AutoCloseable {

    private static final int SMALL = 4096;
    private static final int USUAL = 1 << 16;

    /** One block of the stream; the retry, comment, id, event and data that it has. */
    record Frame(Map<String, String> fields) {

        boolean isEvent() {
            return fields.containsKey("data");
        }

        String id() {
            return fields.get("id");
        }
    }

    /** How the answer ended. */
    enum End {
        NOT_YET,
        WHOLE,
        BROKEN
    }

    private final Socket socket = new Socket();
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final Map<String, String> headers = new HashMap<>();
    private final InputStream in;
    private String status = "";
    private volatile End end = End.NOT_YET;

    private Listening(int port, String request, int buffer) throws IOException {
        socket.setReceiveBufferSize(buffer);
        socket.connect(new InetSocketAddress("localhost", port));
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Opened, and its head not read. */
    static Listening opened(String key, String query, String... headers) {
        return opened(RestAssured.port, USUAL, key, query, headers);
    }

    /** Opened, and able to take little in. */
    static Listening withSmallBuffers(String key) {
        return opened(RestAssured.port, SMALL, key, "");
    }

    private static Listening opened(int port, int buffer, String key, String query, String... headers) {
        try {
            return new Listening(
                    port,
                    "GET /api/v1/events/stream" + query + " HTTP/1.1\r\nHost: localhost\r\n" + "Authorization: Bearer "
                            + key + "\r\n" + String.join("", headers) + "\r\n",
                    buffer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Opened, and read as it comes. */
    static Listening to(String key, String query, String... headers) {
        return at(RestAssured.port, key, query, headers);
    }

    /** With a process of its own. */
    static Listening at(int port, String key, String query, String... headers) {
        Listening listening = opened(port, USUAL, key, query, headers);
        listening.first();
        listening.read();
        return listening;
    }

    static Listening resumed(String key, String lastEventId) {
        return to(key, "", "Last-Event-ID: " + lastEventId + "\r\n");
    }

    /** Reads no further than the opening. */
    Frame first() {
        try {
            readHead();
            return frame();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void read() {
        Thread.ofVirtual().start(() -> {
            try {
                while (end == End.NOT_YET) {
                    frame();
                }
            } catch (IOException cut) {
                end = End.BROKEN;
            }
        });
    }

    String status() {
        return status;
    }

    String header(String name) {
        return headers.get(name);
    }

    List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** The events' documents. */
    List<String> data() {
        return frames.stream()
                .filter(Frame::isEvent)
                .map(frame -> frame.fields().get("data"))
                .toList();
    }

    /** The events' own ids. */
    List<String> told() {
        return data().stream()
                .map(document ->
                        io.restassured.path.json.JsonPath.from(document).getString("id"))
                .toList();
    }

    /** What a client resumes from. */
    String lastId() {
        return frames.getLast().id();
    }

    End end() {
        return end;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void readHead() throws IOException {
        status = line().substring("HTTP/1.1 ".length());
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
    }

    /** Each block comes as one chunk. */
    private Frame frame() throws IOException {
        int length = Integer.parseInt(line(), 16);
        byte[] chunk = in.readNBytes(length);
        line();
        if (length == 0) {
            end = End.WHOLE;
            return new Frame(Map.of());
        }
        Frame frame = frame(new String(chunk, UTF_8));
        frames.add(frame);
        return frame;
    }

    private static Frame frame(String block) {
        Map<String, String> fields = new HashMap<>();
        for (String field : new ArrayList<>(block.lines().toList())) {
            int colon = field.indexOf(':');
            if (colon >= 0) {
                fields.put(
                        colon == 0 ? "comment" : field.substring(0, colon),
                        field.substring(colon + 1).strip());
            }
        }
        return new Frame(fields);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("cut");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(UTF_8);
    }
}
