package dev.scanrelay.itero;

import java.io.IOException;
import okhttp3.Response;

/** Reads a body of bounded size. */
final class Bodies {

    private Bodies() {}

    /** @throws IOException when it breaks, or is longer than {@code most} bytes */
    static byte[] read(Response response, int most) throws IOException {
        byte[] body = response.body().byteStream().readNBytes(most + 1);
        if (body.length > most) {
            throw new IOException("the answer is longer than " + most + " bytes");
        }
        return body;
    }
}
