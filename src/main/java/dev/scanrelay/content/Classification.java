package dev.scanrelay.content;

import java.util.Optional;

/** Which file is which. */
public record Classification(EntryKind kind, Optional<Role> role, Optional<Jaw> jaw) {

    static final Classification UNKNOWN = of(EntryKind.UNKNOWN);

    static Classification of(EntryKind kind) {
        return new Classification(kind, Optional.empty(), Optional.empty());
    }

    static Classification of(EntryKind kind, Role role) {
        return new Classification(kind, Optional.of(role), Optional.empty());
    }

    Classification in(Jaw side) {
        return new Classification(kind, role, Optional.of(side));
    }

    Classification as(Role use) {
        return new Classification(kind, Optional.of(use), jaw);
    }

    /** Told from the name alone. */
    public static Classification of(VendorName name) {
        return NameRules.classify(name);
    }

    /** Told from the export's description where it speaks of the file, else from the name. */
    public static Classification of(VendorName name, ExportHints hints) {
        return hints.refine(name, of(name));
    }
}
