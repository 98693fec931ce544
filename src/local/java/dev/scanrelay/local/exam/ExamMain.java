package dev.scanrelay.local.exam;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** The exam as a command, see docs/exam.md. Ends with 0 if all that was asked passed, 1 if not, 2 if it can't be held. */
public final class ExamMain {

    private ExamMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.out));
    }

    /** What it says goes out by itself: in the jar's class path a log has nowhere to go unless the service runs. */
    static int run(List<String> written, PrintStream out) throws InterruptedException {
        try {
            return hold(new Arguments(written), out);
        } catch (IllegalArgumentException | IOException | KafkaException unable) {
            out.println(unable.getMessage());
            return 2;
        }
    }

    private static int hold(Arguments arguments, PrintStream out) throws InterruptedException, IOException {
        try (var exam = open(arguments.config(), out)) {
            out.println("ScanRelay's API of the exam: " + exam.base());
            var report = arguments.hold(exam);
            report.write(arguments.report());
            out.println(report.sum() + ". Report: " + arguments.report().resolve("exam.html"));
            return report.failures() == 0 ? 0 : 1;
        }
    }

    private static Exam open(ExamConfig config, PrintStream out) {
        try {
            return Exam.open(config, scenario -> out.println("asked: " + scenario));
        } catch (UncheckedIOException taken) {
            throw new IllegalArgumentException(taken.getMessage() + "; --port takes another", taken);
        }
    }
}
