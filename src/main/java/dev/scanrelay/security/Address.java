package dev.scanrelay.security;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a request comes from, as far as one can be told from another: of an IPv6 address its network, since a host has billions. */
final class Address {

    private static final int NETWORK_BYTES = 8;
    private static final int IPV6_BYTES = 16;

    private Address() {}

    static String of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        return host == null ? "unknown" : network(host);
    }

    /** The address is a literal: nothing is looked up. */
    static String network(String host) {
        byte[] bytes = io.netty.util.NetUtil.createByteArrayFromIpAddressString(host);
        return bytes != null && bytes.length == IPV6_BYTES
                ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
                : host;
    }
}
