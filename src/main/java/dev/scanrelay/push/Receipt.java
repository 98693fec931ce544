package dev.scanrelay.push;

import dev.scanrelay.egress.Answer;
import dev.scanrelay.secret.Vault;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** That an endpoint has what was due. */
record Receipt(Due due, Answer.Status answer) {

    /**
     * As it is written down.
     *
     * @param took in milliseconds
     * @param body of the answer, sealed, in base64
     */
    record Line(
            long id,
            long token,
            int status,
            int took,
            @Nullable String body) {}

    Line line(Vault vault) {
        return new Line(
                due.id(),
                due.token(),
                answer.code(),
                Math.toIntExact(answer.took().toMillis()),
                Optional.of(answer.body())
                        .filter(text -> !text.isEmpty())
                        .map(text -> Base64.getEncoder().encodeToString(vault.seal(text, SealedBodies.CONTEXT)))
                        .orElse(null));
    }
}
