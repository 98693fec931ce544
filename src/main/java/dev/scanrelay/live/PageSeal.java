package dev.scanrelay.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.secret.SealBroken;
import dev.scanrelay.secret.Vault;
import jakarta.inject.Singleton;
import java.util.Base64;

/**
 * Makes a cursor of Align's page token and back. It is sealed together with the question it belongs to, partner and account
 * included: what is changed, made up or asked with another question does not open.
 */
@Singleton
final class PageSeal {

    private final Vault vault;

    PageSeal(Vault vault) {
        this.vault = vault;
    }

    String seal(String pageToken, String question) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.seal(pageToken, context(question)));
    }

    String open(String cursor, String question) {
        try {
            return vault.open(Base64.getUrlDecoder().decode(cursor), context(question));
        } catch (IllegalArgumentException | SealBroken notOurs) {
            throw Problems.invalid("cursor has to be the next of an earlier answer to the same question.");
        }
    }

    /** A digest, because a context may be told where something does not open, and a question may hold a chart number. */
    private static String context(String question) {
        return "align-page:" + Sha256.of(Sha256.digest().digest(question.getBytes(UTF_8)));
    }
}
