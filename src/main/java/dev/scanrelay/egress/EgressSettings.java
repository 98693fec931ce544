package dev.scanrelay.egress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where deliveries may go. */
@ConfigMapping(prefix = "scanrelay.egress")
public interface EgressSettings {

    /** Lets endpoints be plain http. For local work alone: a signature does not hide what is sent. Default: false. */
    @WithDefault("false")
    boolean allowHttp();

    /**
     * Networks, as CIDR ranges, that may be called although they are not public, such as {@code 10.20.0.0/16}. None by default: then
     * nobody reaches machines of our own network by naming them.
     */
    Optional<List<String>> allowedNetworks();

    /** Ports that endpoints may have. Default: 443, 8443. */
    @WithDefault("443,8443")
    List<Integer> ports();

    /** A proxy that all deliveries go through, such as {@code http://proxy.example.com:3128}. It looks the names up, and has to refuse private addresses itself. */
    Optional<URI> proxy();

    /**
     * A PKCS#12 file with certificates that receivers' may be signed by, beside those that Java trusts; for receivers with a certificate of
     * their own authority. None by default. Read at the start.
     */
    Optional<Path> trustStore();

    /** The password of that file. */
    Optional<String> trustStorePassword();

    /** Client certificates, by a name of your choice. */
    Map<String, ClientCertificate> clientCertificates();

    /** What we show to receivers that want to know us by a certificate. */
    interface ClientCertificate {

        /** The hosts that it is shown to, as they are in the URLs of endpoints; nobody else sees it. */
        List<String> hosts();

        /** A PKCS#12 file with the key and its certificate. Read at the start. */
        Path keyStore();

        /** The password of that file and of its key. */
        String keyStorePassword();
    }

    /** The longest that a call may take in all. Default: 15 s. */
    @WithDefault("15s")
    Duration callTimeout();

    /** The longest that connecting may take. Default: 5 s. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Idle connections that are kept open. Default: 64. */
    @WithDefault("64")
    int idleConnections();
}
