package dev.scanrelay.local.exam;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.KafkaException;

/** The exam as a command, see docs/exam.md. Ends with 0 if all that was asked passed, 1 if not, 2 if it can't be held. */
public final class ExamMain {

    private static final System.Logger LOG = System.getLogger(ExamMain.class.getName());
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private ExamMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> written) throws InterruptedException {
        KAFKA.setLevel(Level.WARNING);
        try {
            return hold(new Arguments(written));
        } catch (IllegalArgumentException | IOException | KafkaException unable) {
            LOG.log(System.Logger.Level.ERROR, unable.getMessage());
            return 2;
        }
    }

    private static int hold(Arguments arguments) throws InterruptedException, IOException {
        try (var exam = Exam.open(arguments.config())) {
            LOG.log(System.Logger.Level.INFO, "ScanRelay''s API of the exam: {0}", exam.base());
            var report = arguments.hold(exam);
            report.write(arguments.report());
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}. Report: {1}",
                    report.sum(),
                    arguments.report().resolve("exam.html"));
            return report.failures() == 0 ? 0 : 1;
        }
    }
}
