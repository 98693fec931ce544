package dev.scanrelay.rx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.secret.BlindIndex;
import dev.scanrelay.secret.SealedColumn;
import dev.scanrelay.secret.Vault;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Seals what is asked for: it names a patient. It opens in its own row only. */
@Singleton
final class ContentSeal {

    private static final String CHART_NUMBER = "chart-number";

    private final Vault vault;
    private final BlindIndex index;
    private final ObjectMapper json;

    ContentSeal(Vault vault, BlindIndex index, ObjectMapper json) {
        this.vault = vault;
        this.index = index;
        this.json = json;
    }

    @Produces
    @Singleton
    static SealedColumn contents() {
        return new SealedColumn("scan_request", "content", ContentSeal::context);
    }

    byte[] seal(UUID id, Content content) {
        try {
            return vault.seal(json.writeValueAsString(content), context(id.toString()));
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException("a scan request is not writable as JSON");
        }
    }

    Content open(ScanRequestRow row) {
        try {
            return json.readValue(vault.open(row.content, context(row.id.toString())), Content.class);
        } catch (JsonProcessingException otherForm) {
            throw new IllegalStateException("a kept scan request can't be read"); // the cause would quote it
        }
    }

    byte[] chartIndex(PartnerId partner, String chartNumber) {
        return index.of(CHART_NUMBER, partner.value(), chartNumber);
    }

    /** What the index of a chart number may be, one for each key in use. */
    List<byte[]> chartCandidates(PartnerId partner, String chartNumber) {
        return index.candidates(CHART_NUMBER, partner.value(), chartNumber);
    }

    private static String context(String id) {
        return "scan-request:" + id + ":content";
    }
}
