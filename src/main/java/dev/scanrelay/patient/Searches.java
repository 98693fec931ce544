package dev.scanrelay.patient;

import dev.scanrelay.itero.IteroPatient;
import dev.scanrelay.itero.PatientSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The searches of one plan, a few at a time. Each patient counts once. What one search can't find out, all can't: the first failure is
 * the whole search's, for a patient that was not seen would be made a second time.
 */
final class Searches {

    private final Function<PatientSearch, List<IteroPatient>> align;
    private final int parallel;
    private final Map<String, IteroPatient> found = new LinkedHashMap<>();

    Searches(Function<PatientSearch, List<IteroPatient>> align, int parallel) {
        this.align = align;
        this.parallel = parallel;
    }

    List<IteroPatient> found() {
        return List.copyOf(found.values());
    }

    void run(PatientSearch one) {
        add(align.apply(one));
    }

    void run(List<PatientSearch> searches) {
        for (int from = 0; from < searches.size(); from += parallel) {
            wave(searches.subList(from, Math.min(searches.size(), from + parallel)));
        }
    }

    private void wave(List<PatientSearch> searches) {
        if (searches.size() == 1) {
            run(searches.getFirst());
            return;
        }
        List<Callable<List<IteroPatient>>> calls = new ArrayList<>();
        searches.forEach(search -> calls.add(() -> align.apply(search)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<IteroPatient>> call : threads.invokeAll(calls)) {
                add(answer(call));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CancellationException("told to stop while searching");
        }
    }

    private void add(List<IteroPatient> patients) {
        patients.forEach(patient -> found.putIfAbsent(patient.patientId(), patient));
    }

    private static List<IteroPatient> answer(Future<List<IteroPatient>> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a search broke", failed.getCause());
        }
    }
}
