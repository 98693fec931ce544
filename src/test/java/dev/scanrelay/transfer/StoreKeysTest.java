package dev.scanrelay.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.local.embedded.LocalS3;
import dev.scanrelay.testing.LiveConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreKeysTest {

    private final Map<String, String> now = new HashMap<>();

    @Test
    void signsTheNextRequestWithTheKeysOfThatTime() {
        now.put("scanrelay.store.secret-key", "wrong");
        try (ObjectStore store = new ObjectStore(
                Stores.settings(Stores.Embedded.SERVER.endpoint()), List.of(), new StoreKeys(LiveConfig.of(now)))) {
            assertThatThrownBy(store::createBucket).isInstanceOf(StoreException.class);

            now.put("scanrelay.store.secret-key", LocalS3.SECRET_KEY);
            store.createBucket();
        }
    }

    @Test
    void knowsTheKeysOfAnotherStoreByItsNameInQuotes() {
        StoreSettings settings = Stores.settings(Stores.Embedded.SERVER.endpoint());
        now.put("scanrelay.stores.\"main\".access-key", "moved");

        StoreSettings current = new StoreKeys(LiveConfig.of(now)).now(settings);

        assertThat(current.accessKey()).isEqualTo("moved");
        assertThat(current.secretKey()).isEqualTo(settings.secretKey());
    }
}
