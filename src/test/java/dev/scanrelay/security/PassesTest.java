package dev.scanrelay.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class PassesTest {

    @Inject
    Passes passes;

    @Test
    void areOverWithTheirKeyOrTheirTimeAndNotBefore() {
        String id = KeyToken.parse(TestKeys.admin()).orElseThrow().id();
        Instant now = Instant.now();
        Pass key = new Pass(Pass.Kind.KEY, id, Optional.empty());
        Pass noKey = new Pass(Pass.Kind.KEY, "0000000000000000", Optional.empty());
        Pass token = new Pass(Pass.Kind.TOKEN, id, Optional.of(now.plusSeconds(600)));
        Pass expired = new Pass(Pass.Kind.TOKEN, id, Optional.of(now.minusSeconds(1)));

        assertThat(passes.over(List.of(key, noKey, token, expired))).containsExactlyInAnyOrder(noKey, expired);
        assertThat(passes.over(List.of(token))).isEmpty();
        assertThat(passes.over(List.of())).isEmpty();
    }
}
