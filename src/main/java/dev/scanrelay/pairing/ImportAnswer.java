package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of one line of an import. It repeats nothing of the line but the account. */
@Schema(name = "TokenImportResult")
record ImportAnswer(
        @Schema(description = "Which line, from 1; empty lines count.")
        int line,

        Optional<AccountId> account,

        @Schema(
                description =
                        "imported, already-paired, refused, retry-later (kept, and goes on by itself), send-again (it failed on our side) or invalid; of a dry run"
                                + " ready, already-paired or invalid.",
                examples = "imported")
        String outcome,

        @Schema(description = "All that is wrong with the line, or why Align refused.")
        List<Problem> problems) {

    record Problem(String code, String detail) {}

    static ImportAnswer of(ImportLine line, String outcome) {
        return new ImportAnswer(line.number(), line.account(), outcome, List.of());
    }

    static ImportAnswer invalid(ImportLine line) {
        List<Problem> problems = line.problems().stream()
                .map(problem -> new Problem(problem.code(), problem.detail()))
                .toList();
        return new ImportAnswer(line.number(), line.account(), "invalid", problems);
    }

    static ImportAnswer of(ImportLine line, Imported outcome) {
        List<Problem> problems = outcome instanceof Imported.Refused(Imported.Why why)
                ? List.of(new Problem(why.name().toLowerCase(Locale.ROOT).replace('_', '-'), why.detail()))
                : List.of();
        return new ImportAnswer(line.number(), line.account(), word(outcome), problems);
    }

    static String word(Imported outcome) {
        return switch (outcome) {
            case Imported.Done done -> "imported";
            case Imported.AlreadyPaired paired -> "already-paired";
            case Imported.RetryLater kept -> "retry-later";
            case Imported.Refused refused -> "refused";
        };
    }
}
