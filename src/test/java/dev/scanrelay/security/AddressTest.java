package dev.scanrelay.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void tellsHostsOfIpv4AndNetworksOfIpv6() {
        assertThat(Address.network("192.0.2.7")).isNotEqualTo(Address.network("192.0.2.8"));
        assertThat(Address.network("2001:db8:1:2::7")).isEqualTo(Address.network("2001:db8:1:2:ffff::9"));
        assertThat(Address.network("2001:db8:1:2::7")).isNotEqualTo(Address.network("2001:db8:1:3::7"));
        assertThat(Address.network("not an address")).isEqualTo("not an address");
    }
}
