package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.util.Optional;
import java.util.UUID;

/**
 * A scan request that became an RX.
 *
 * @param reference the practice software's own
 * @param patient as the practice software named him
 */
public record Push(
        PartnerId partner,
        AccountId account,
        RxId rxId,
        UUID scanRequest,
        Optional<String> reference,
        Patient patient) {}
