package dev.scanrelay.live;

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

    private static String context(String question) {
        return "align-page:" + question;
    }
}
