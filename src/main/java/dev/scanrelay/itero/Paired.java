package dev.scanrelay.itero;

import java.util.List;

/**
 * The answer to Pair.
 *
 * @param tokens the set to use from now on; the one that paired is spent
 * @param warnings Align's own words, empty where it has them off; they may name patients
 */
public record Paired(TokenSet tokens, List<String> warnings) {

    public Paired {
        warnings = List.copyOf(warnings);
    }

    @Override
    public String toString() {
        return "Paired[tokens=" + tokens + ", warnings=" + warnings.size() + "]";
    }
}
