package dev.scanrelay.listen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Revisions with a file that could not be saved though it should be there: a file beside the place file, a line each. */
final class Owed {

    private final Path file;

    Owed(Path state) {
        this.file = state.resolveSibling(state.getFileName() + ".owed");
    }

    record Debt(String order, int revision) {}

    List<Debt> all() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Debt> debts = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            String[] words = line.strip().split(" ", 2);
            if (words.length == 2 && Scan.isId(words[0]) && words[1].matches("[1-9][0-9]{0,8}")) {
                debts.add(new Debt(words[0], Integer.parseInt(words[1])));
            }
        }
        return debts;
    }

    void add(Debt debt) throws IOException {
        Set<Debt> debts = new LinkedHashSet<>(all());
        debts.add(debt);
        write(debts);
    }

    void remove(Debt debt) throws IOException {
        Set<Debt> debts = new LinkedHashSet<>(all());
        debts.remove(debt);
        write(debts);
    }

    private void write(Set<Debt> debts) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                beside,
                debts.stream()
                        .map(debt -> debt.order() + " " + debt.revision() + "\n")
                        .collect(Collectors.joining()));
        Folders.rename(beside, file);
    }
}
