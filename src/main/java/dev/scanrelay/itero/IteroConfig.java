package dev.scanrelay.itero;

import dev.scanrelay.secret.Secret;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How to reach Align's partner API. */
@ConfigMapping(prefix = "scanrelay.itero")
public interface IteroConfig {

    /** Where endpoints come from: {@code discovery} asks Align, {@code fixed} builds them from {@link #baseUrl()}. */
    @WithDefault("discovery")
    Mode mode();

    /** Base of all endpoints in {@code fixed} mode, such as {@code https://partner.example.com}. No default. */
    Optional<URI> baseUrl();

    /**
     * Our registration at Align, by partner; the one partner of a plain installation is {@code default}. Without any, the
     * service starts and takes webhooks in, but can't pair or fetch.
     */
    @ConfigDocMapKey("partner")
    Map<String, Client> clients();

    /** Domains under which tokens may be sent; what Discovery names elsewhere is refused. Default: Align's own domains. */
    @WithDefault("myitero.com,itero.com,invisalign.com,aligntech.com")
    List<String> trustedHosts();

    /** Domains under which a download may be redirected to storage, without a token. Default: any public https host. */
    Optional<List<String>> storageHosts();

    /** Lets plain http and private addresses be used. Only for a sandbox on the same machine or network. Default: false. */
    @WithDefault("false")
    boolean allowHttp();

    /** Longest wait for a connection. Default: 5 s. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Longest wait for the next bytes of a JSON answer. Default: 20 s. */
    @WithDefault("20s")
    Duration readTimeout();

    /** Longest a JSON call may take in all; a refresh must be leased for longer than this. Default: 30 s. */
    @WithDefault("30s")
    Duration callTimeout();

    /** Longest a download may stand still before it counts as broken; it may take as long as it flows. Default: 30 s. */
    @WithDefault("30s")
    Duration stallTimeout();

    /** Idle connections kept open to Align. Default: 32. */
    @WithDefault("32")
    int idleConnections();

    /** Longest JSON answer that is read; a longer one counts as broken. Default: 8 MiB. */
    @WithDefault("8M")
    @WithConverter(MemorySizeConverter.class)
    MemorySize maxJson();

    enum Mode {
        DISCOVERY,
        FIXED
    }

    /** What Align gave one partner. All of it is needed; the discovery URL only in {@code discovery} mode. */
    interface Client {

        /** The client id. */
        Optional<String> id();

        /** The client secret. */
        Optional<Secret> secret();

        /** Address of Discovery, such as {@code https://discovery.example.com/v1/endpoints}. */
        Optional<URI> discoveryUrl();

        /** Align's authorization page, where the clinic's user signs in. */
        Optional<URI> authorizeUrl();

        /** Where Align sends the user back to us: https, on Align's allow list, without a fragment. */
        Optional<URI> redirectUri();
    }
}
