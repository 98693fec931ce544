package dev.scanrelay.secret;

import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import java.util.Arrays;
import java.util.Optional;

/** What a key is for. Each purpose has keys of its own, so that none can stand in for another. */
enum Purpose {
    SEALING("sealing", PredefinedAeadParameters.AES256_GCM),
    CALLBACK_KEYS("callback-keys", PredefinedMacParameters.HMAC_SHA256_128BITTAG),
    INDEX("index", PredefinedPrfParameters.HMAC_SHA256_PRF),
    AUDIT("audit", PredefinedSignatureParameters.ED25519);

    private final String label;
    private final Parameters parameters;

    Purpose(String label, Parameters parameters) {
        this.label = label;
        this.parameters = parameters;
    }

    /** Its name in the keyset file and on the command line. */
    String label() {
        return label;
    }

    Parameters parameters() {
        return parameters;
    }

    /** Documents made before there was this purpose start without it. */
    boolean isOptional() {
        return this == AUDIT;
    }

    static Optional<Purpose> labelled(String label) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.label.equals(label))
                .findFirst();
    }
}
