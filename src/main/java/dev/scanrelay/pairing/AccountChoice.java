package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.itero.Company;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A clinic that the signed-in user may pair to.
 *
 * @param paired whether the user has paired it already
 */
@Schema(name = "PairableAccount", description = "An account that the clinic's user may pair to.")
public record AccountChoice(
        AccountId account,
        String name,
        Optional<String> city,
        Optional<String> country,
        Optional<String> role,
        boolean paired) {

    static AccountChoice of(Company company) {
        return new AccountChoice(
                company.account(), company.name(), company.city(), company.country(), company.role(), company.paired());
    }

    /** What a login may choose from, as programs read it. */
    @Schema(name = "PairableAccounts", description = "What the clinic's user may pair to.")
    public record Choices(UUID attempt, List<AccountChoice> accounts) {

        public Choices {
            accounts = List.copyOf(accounts);
        }
    }
}
