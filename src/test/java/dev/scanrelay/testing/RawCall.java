package dev.scanrelay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;

/** A call byte by byte, to see when the first byte of its answer comes. */
public final class RawCall implements AutoCloseable {

    private final Socket socket;

    private RawCall(Socket socket) {
        this.socket = socket;
    }

    public static RawCall send(String method, String path, String key) throws IOException {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(
                        "%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .formatted(method, path, key)
                                .getBytes(UTF_8));
        socket.getOutputStream().flush();
        return new RawCall(socket);
    }

    /** True once a byte of the answer is there. */
    public boolean answers() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    public String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
