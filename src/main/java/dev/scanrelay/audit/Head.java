package dev.scanrelay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scanrelay.secret.Signatures;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A signed statement: the chain had this hash at this number. It holds no data of anybody, and may be kept and shown anywhere. */
record Head(Tip tip, Instant at, byte[] signature) {

    static final String COLUMNS =
            "h.number, h.hash, cast(round(extract(epoch from h.at) * 1000000) as bigint) as signed, h.signature";

    private static final JsonMapper JSON = new JsonMapper();

    /** Empty without a key. */
    static Optional<Head> sign(Tip tip, Instant at, Signatures keys) {
        return keys.sign(statement(tip, at)).map(signature -> new Head(tip, at, signature));
    }

    /** From the columns in their order, the first at that place. */
    static Head of(Object[] row, int place) {
        return new Head(
                new Tip(((Number) row[place]).longValue(), (byte[]) row[place + 1]),
                Instant.EPOCH.plus(((Number) row[place + 2]).longValue(), ChronoUnit.MICROS),
                (byte[]) row[place + 3]);
    }

    boolean isSignedBy(Signatures keys) {
        return keys.verify(signature, statement(tip, at));
    }

    /** One line, as it is exported. */
    String json() {
        return JSON.createObjectNode()
                .put("number", tip.number())
                .put("hash", tip.hex())
                .put("at", at.toString())
                .put("signature", Base64.getEncoder().encodeToString(signature))
                .toString();
    }

    /** Reads an exported line; empty if it is none. */
    static Optional<Head> parse(String line) {
        try {
            JsonNode head = JSON.readTree(line);
            return Optional.of(new Head(
                    new Tip(
                            head.path("number").asLong(),
                            HexFormat.of().parseHex(head.path("hash").asText())),
                    Instant.parse(head.path("at").asText()),
                    Base64.getDecoder().decode(head.path("signature").asText())));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException notAHead) {
            return Optional.empty();
        }
    }

    private static byte[] statement(Tip tip, Instant at) {
        return ("scanrelay-audit-head-1|" + tip.number() + '|' + tip.hex() + '|' + at).getBytes(UTF_8);
    }
}
