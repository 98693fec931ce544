package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Itero;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Goes through the lines of an import, a few at once, and answers each in its turn. */
@Singleton
final class ImportRun {

    private static final Logger LOG = Logger.getLogger(ImportRun.class);
    private static final int AT_ONCE = 8;

    private final Imports imports;
    private final Itero itero;
    private final CallbackUrls urls;
    private final Draining draining;
    private final ImportMeter meter;

    ImportRun(Imports imports, Itero itero, CallbackUrls urls, Draining draining, ImportMeter meter) {
        this.imports = imports;
        this.itero = itero;
        this.urls = urls;
        this.draining = draining;
        this.meter = meter;
    }

    /** Where the answers go; it fails when the caller has left. */
    interface Answers {
        void next(ImportAnswer answer) throws IOException;
    }

    /** The lines with all that is wrong with them by themselves, beside one another, and here. Nothing is asked of Align. */
    List<ImportLine> checked(PartnerId partner, List<ImportLine> lines, Set<AccountId> notAllowed) {
        boolean client = itero.knows(partner);
        boolean callback = urls.ready();
        Set<AccountId> seen = new HashSet<>();
        return lines.stream()
                .map(line -> client ? line : line.with(ImportProblem.NO_CLIENT))
                .map(line -> callback ? line : line.with(ImportProblem.NO_CALLBACK))
                .map(line -> line.account().filter(notAllowed::contains).isEmpty()
                        ? line
                        : line.with(ImportProblem.ACCOUNT_NOT_ALLOWED))
                .map(line ->
                        line.account().filter(account -> !seen.add(account)).isEmpty()
                                ? line
                                : line.with(ImportProblem.DUPLICATE_ACCOUNT))
                .toList();
    }

    void dry(PartnerId partner, List<ImportLine> lines, Answers answers) throws IOException {
        run(lines, answers, line -> safely(line, its -> previewed(partner, its)));
    }

    /** @param begun is told of an account right before anything is done about it */
    void real(PartnerId partner, List<ImportLine> lines, Consumer<AccountId> begun, Answers answers)
            throws IOException {
        run(lines, answers, line -> meter.counted(safely(line, its -> taken(partner, its, begun))));
    }

    private ImportAnswer previewed(PartnerId partner, ImportLine line) {
        if (!line.problems().isEmpty()) {
            return ImportAnswer.invalid(line);
        }
        boolean paired = imports.isPaired(partner, line.account().orElseThrow());
        return ImportAnswer.of(line, paired ? "already-paired" : "ready");
    }

    private ImportAnswer taken(PartnerId partner, ImportLine line, Consumer<AccountId> begun) {
        if (!line.problems().isEmpty()) {
            return ImportAnswer.invalid(line);
        }
        AccountId account = line.account().orElseThrow();
        begun.accept(account);
        return ImportAnswer.of(
                line, imports.take(partner, account, line.refreshToken().orElseThrow()));
    }

    /** When the caller leaves, or this process stops, no further line is begun, and those begun are finished. */
    private void run(List<ImportLine> lines, Answers answers, Function<ImportLine, ImportAnswer> work)
            throws IOException {
        Queue<Future<ImportAnswer>> begun = new ArrayDeque<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ImportLine line : lines) {
                if (draining.hasBegun()) {
                    break;
                }
                begun.add(threads.submit(() -> work.apply(line)));
                if (begun.size() == AT_ONCE) {
                    answers.next(await(begun.remove()));
                }
            }
            while (!begun.isEmpty()) {
                answers.next(await(begun.remove()));
            }
        }
    }

    /** Whether the tokens were stored is open: what is goes on by itself, and sending the line again is safe. */
    private static ImportAnswer safely(ImportLine line, Function<ImportLine, ImportAnswer> work) {
        try {
            return work.apply(line);
        } catch (RuntimeException outage) {
            LOG.warnf(
                    "A line of an import could not be finished line=%d problem=%s",
                    line.number(), outage.getClass().getSimpleName());
            return ImportAnswer.of(line, "send-again");
        }
    }

    private static ImportAnswer await(Future<ImportAnswer> answer) throws IOException {
        try {
            return answer.get();
        } catch (ExecutionException bug) {
            throw new IOException("a line of the import failed", bug.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
