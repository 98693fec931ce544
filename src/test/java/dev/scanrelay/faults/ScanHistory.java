package dev.scanrelay.faults;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What the files of one scan were over time by the sandbox's ledger, the oldest first, each differing from the one before. */
record ScanHistory(String rxId, List<Content> contents) {

    /** Which content these files are, from 0. */
    OptionalInt contentOf(Collection<NamedFile> files) {
        return IntStream.range(0, contents.size())
                .filter(number -> contents.get(number).isMadeOf(files))
                .findFirst();
    }

    int newest() {
        return contents.size() - 1;
    }

    boolean isNewest(Optional<? extends Collection<NamedFile>> files) {
        return files.map(this::contentOf)
                .filter(number -> number.equals(OptionalInt.of(newest())))
                .isPresent();
    }
}
