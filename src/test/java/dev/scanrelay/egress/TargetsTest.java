package dev.scanrelay.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.id.PartnerId;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private final Targets targets = targets(Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dpms.example.com",
                "https://dpms.example.com/scans?clinic=1",
                "https://DPMS.Example.COM/scans",
                "https://a-b.example.co.uk:8443/x",
                "https://xn--mller-kva.example/x",
                "https://93.184.216.34/x",
                "https://[2606:2800:220:1:248:1893:25c8:1946]/x"
            })
    void takesPublicAddresses(String url) {
        assertThat(targets.problem(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // how it is reached
                "http://dpms.example.com",
                "ftp://dpms.example.com",
                "HTTPS://dpms.example.com",
                "//dpms.example.com",
                "dpms.example.com",
                "https:dpms.example.com",
                "https://",
                "https:///x",
                "",
                " ",
                "https://dpms.example.com:22",
                "https://dpms.example.com:0",
                "https://dpms.example.com:99999",
                "https://dpms.example.com:80",
                "file:///etc/passwd",
                "gopher://dpms.example.com",
                "javascript:alert(1)",
                "https://dpms.example.com/a b",
                "https://dpms.example.com\\@x",
                // credentials and fragments
                "https://user@dpms.example.com",
                "https://user:word@dpms.example.com",
                "https://dpms.example.com/#x",
                "https://93.184.216.34@127.0.0.1/",
                // names that are none
                "https://localhost",
                "https://localhost.",
                "https://dpms",
                "https://dpms.example.com.",
                "https://-dpms.example.com",
                "https://dpms_1.example.com",
                "https://m\u00fcller.example",
                "https://dpms..example.com",
                "https://example.123",
                "https://xn--localhost-.example",
                "https://xn--\u00e4.example",
                // numbers in other writings
                "https://2130706433",
                "https://0x7f000001",
                "https://0x7f.0.0.1",
                "https://0177.0.0.1",
                "https://127.1",
                "https://127.0.1",
                "https://017700000001",
                "https://127.0.0.1.",
                "https://0000127.0.0.1",
                "https://127.000.000.001",
                "https://%31%32%37.0.0.1",
                "https://\u0661\u0662\u0667.0.0.1",
                "https://256.1.1.1",
                // addresses of our own
                "https://127.0.0.1",
                "https://127.255.255.254",
                "https://0.0.0.0",
                "https://10.0.0.1",
                "https://10.255.255.255",
                "https://172.16.0.1",
                "https://172.31.255.255",
                "https://192.168.1.1",
                "https://169.254.169.254",
                "https://168.63.129.16",
                "https://169.254.0.1",
                "https://100.64.0.1",
                "https://100.127.255.254",
                "https://192.0.0.192",
                "https://192.0.2.1",
                "https://198.18.0.1",
                "https://198.19.255.255",
                "https://198.51.100.1",
                "https://203.0.113.1",
                "https://224.0.0.1",
                "https://239.255.255.255",
                "https://240.0.0.1",
                "https://255.255.255.255",
                "https://192.88.99.1",
                // IPv6
                "https://[::]",
                "https://[::1]",
                "https://[fe80::1]",
                "https://[fe80::1%25eth0]",
                "https://[fc00::1]",
                "https://[fd12:3456::1]",
                "https://[ff02::1]",
                "https://[fec0::1]",
                "https://[::ffff:127.0.0.1]",
                "https://[::ffff:10.0.0.1]",
                "https://[::ffff:a9fe:a9fe]",
                "https://[::127.0.0.1]",
                "https://[64:ff9b::7f00:1]",
                "https://[64:ff9b::10.0.0.1]",
                "https://[64:ff9b:1::10.0.0.1]",
                "https://[2002:7f00:1::]",
                "https://[2002:a00:1::1]",
                "https://[2001::1]",
                "https://[2001:db8::1]",
                "https://[3fff::1]",
                "https://[fd00:ec2::254]",
                "https://[100::1]",
                "https://[::1",
                "https://::1"
            })
    void refusesEverythingElse(String url) {
        assertThat(targets.problem(url)).isPresent();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(targets.problem("https://dpms.example.com/" + "x".repeat(2000)))
                .isPresent();
    }

    @Test
    void takesNetworksThatTheOperatorAllows() {
        Targets allowing = targets(Map.of("allowed-networks", "10.20.0.0/16,fd12::/16"));

        assertThat(allowing.problem("https://10.20.1.1")).isEmpty();
        assertThat(allowing.problem("https://[fd12::1]")).isEmpty();
        assertThat(allowing.problem("https://10.21.1.1")).isPresent();
    }

    @Test
    void takesPlainHttpOnlyWhereItIsAllowed() {
        Targets local = targets(Map.of("allow-http", "true", "allowed-networks", "127.0.0.0/8"));

        assertThat(local.problem("http://127.0.0.1:39999/x")).isEmpty();
        assertThat(local.problem("http://localhost:39999/x")).isEmpty();
        assertThat(local.problem("http://169.254.169.254/x")).isPresent();
    }

    @Test
    void connectsToNoNameWithAnAddressOfOurOwnAmongThePublicOnes() throws UnknownHostException {
        List<InetAddress> mixed = List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1"));
        Targets mixing = new Targets(settings(Map.of()), names(mixed));

        assertThatThrownBy(() -> mixing.lookup(PartnerId.DEFAULT, "dpms.example.com"))
                .isInstanceOf(UnknownHostException.class);
    }

    private static Targets targets(Map<String, String> settings) {
        return new Targets(settings(settings), names(List.of()));
    }

    private static Names names(List<InetAddress> all) {
        return new Names(host -> all, Duration.ofSeconds(5));
    }

    static EgressSettings settings(Map<String, String> changes) {
        Map<String, String> settings = new java.util.HashMap<>();
        changes.forEach((name, value) -> settings.put("scanrelay.egress." + name, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(EgressSettings.class)
                .build()
                .getConfigMapping(EgressSettings.class);
    }
}
