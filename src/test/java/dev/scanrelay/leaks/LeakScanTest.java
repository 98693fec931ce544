package dev.scanrelay.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakScanTest {

    private final LeakScan scan = LeakScan.of(
            List.of("name\tWójcik", "name\tIda", "name\tvan den Berg", "chart-number\t233-1004", "token\tat_1"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Attempt ended patient=Wójcik outcome=ok",
                "{\"firstName\":\"Ida\"}",
                "hello van den Berg!",
                "{\"chartNumber\":\"233-1004\"}",
                "token at_0123456789abcdef0123 sent",
                "GET /storage/7/IDE?build=1&expires=2&signature=0a1b2c",
                "POST /webhooks/itero/azEvZGVmYXVsdC8xMDQyMzMvMXh5enh5enh5enh5enh5enh5enh5eg",
                "key sr_0123456789abcdef_0123456789012345678901234 refused",
                "authorization=Bearer abc",
                "jwt eyJhbGciOiJSUzI1NiIsImtpZCI6.eyJz.sig"
            })
    void findsWhatMustNotBeThere(String line) {
        assertThat(scan.in(line)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validated: Idaho, candidate",
                "id=a233-1004-b at=2026-11-25",
                "code_of_conduct at_once",
                "POST /webhooks/itero/{key}",
                "Send it as Authorization: Bearer <key>."
            })
    void leavesOtherWordsAlone(String line) {
        assertThat(scan.in(line)).isEmpty();
    }

    @Test
    void namesWhatItFound() {
        assertThat(scan.in("Ida has 233-1004")).containsExactlyInAnyOrder("Ida", "233-1004");
    }
}
