package dev.scanrelay.erase;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What says in the object store that something was erased. It names no patient, and nobody who asked for it.
 *
 * @param orderId the order; none: all orders of the patient that were known, or scanned, up to then
 * @param patient the patient, as a keyed digest in hexadecimal digits; none: the order was erased alone
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Tombstone(
        int version,
        PartnerId partner,
        AccountId account,
        Optional<UUID> orderId,
        Optional<RxId> rxId,
        Optional<String> patient,
        Instant erasedAt) {

    /** Who asked for what a restored database learns of here; the audit record of then knows. */
    static final String BY = "tombstone";

    static final String PREFIX = "tombstones/";

    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Tombstone ofOrder(
            PartnerId partner, AccountId account, UUID order, RxId rx, Optional<byte[]> patient, Instant erasedAt) {
        return new Tombstone(
                VERSION,
                partner,
                account,
                Optional.of(order),
                Optional.of(rx),
                patient.map(HexFormat.of()::formatHex),
                erasedAt);
    }

    static Tombstone ofPatient(PartnerId partner, AccountId account, byte[] patient, Instant erasedAt) {
        return new Tombstone(
                VERSION,
                partner,
                account,
                Optional.empty(),
                Optional.empty(),
                Optional.of(HexFormat.of().formatHex(patient)),
                erasedAt);
    }

    String key() {
        String of = PREFIX + partner + "/" + account + "/";
        return orderId.map(order -> of + "orders/" + order + ".json")
                .orElseGet(() -> of + "patients/" + patient.orElseThrow() + ".json");
    }

    byte[] written() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException ourOwnRecord) {
            throw new IllegalStateException("a tombstone is not writable as JSON", ourOwnRecord);
        }
    }

    static Tombstone read(byte[] written) throws IOException {
        return JSON.readValue(written, Tombstone.class);
    }
}
