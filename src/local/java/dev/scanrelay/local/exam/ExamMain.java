package dev.scanrelay.local.exam;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The exam as a command: {@code --url} of the vendor's endpoint; {@code --secret}, {@code --key}, {@code --port} (8092), {@code --host}
 * (127.0.0.1), {@code --patience} (15 seconds), {@code --report} (target/exam). Ends with 0 if all passed, 1 if not, 2 if it can't be held.
 */
public final class ExamMain {

    private static final System.Logger LOG = System.getLogger(ExamMain.class.getName());

    private final List<String> arguments;

    private ExamMain(List<String> arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        System.exit(new ExamMain(List.of(arguments)).run());
    }

    private int run() throws InterruptedException, IOException {
        var url = get("url").filter(text -> text.startsWith("http://") || text.startsWith("https://"));
        if (url.isEmpty()) {
            LOG.log(System.Logger.Level.ERROR, "Name your endpoint, for example --url=http://127.0.0.1:8093/scans");
            return 2;
        }
        try (var exam = Exam.open(config())) {
            LOG.log(System.Logger.Level.INFO, "ScanRelay''s API of the exam: {0}", exam.base());
            var report = new Report(exam.hold(URI.create(url.get())));
            var folder = Path.of(get("report").orElse("target/exam"));
            report.write(folder);
            LOG.log(
                    System.Logger.Level.INFO,
                    "Failed: {0}. Report: {1}",
                    report.failures(),
                    folder.resolve("exam.html"));
            return report.failures() == 0 ? 0 : 1;
        } catch (IllegalArgumentException wrong) {
            LOG.log(System.Logger.Level.ERROR, wrong.getMessage());
            return 2;
        }
    }

    private ExamConfig config() {
        return ExamConfig.defaults()
                .withHost(get("host").orElse("127.0.0.1"))
                .withPort(number("port", 8092))
                .withSecret(get("secret").orElse(ExamConfig.SECRET))
                .withKey(get("key").orElse("exam"))
                .withPatience(Duration.ofSeconds(number("patience", 15)));
    }

    private int number(String name, int otherwise) {
        return get(name).map(text -> whole(name, text)).orElse(otherwise);
    }

    private static int whole(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " is not a number");
        }
    }

    private Optional<String> get(String name) {
        var prefix = "--" + name + "=";
        return arguments.stream()
                .filter(one -> one.startsWith(prefix))
                .map(one -> one.substring(prefix.length()))
                .findFirst();
    }
}
