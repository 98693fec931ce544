package dev.scanrelay.local.embedded;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server over a folder: signatures checked, multipart, ranges, presigned links. */
public final class LocalS3 implements AutoCloseable {

    public static final String ACCESS_KEY = "scanrelay-local";
    public static final String SECRET_KEY = "scanrelay-local-secret";
    private static final long LARGEST_SIGNED_REQUEST = 64L << 20; // signed parts are buffered in its heap

    private final S3Proxy server;

    private LocalS3(S3Proxy server) {
        this.server = server;
    }

    /**
     * Starts it on this port.
     *
     * @param port 0 takes a free one
     */
    public static LocalS3 start(Path data, int port) {
        try {
            Files.createDirectories(data);
            S3Proxy server = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(data.toAbsolutePath().toString()))
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                    .v4MaxNonChunkedRequestSize(LARGEST_SIGNED_REQUEST)
                    .ignoreUnknownHeaders(true)
                    .build();
            server.start();
            return new LocalS3(server);
        } catch (Exception cannotStart) {
            throw new IllegalStateException("the S3 server does not start", cannotStart);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception cannotStop) {
            throw new IllegalStateException("the S3 server does not stop", cannotStop);
        }
    }
}
