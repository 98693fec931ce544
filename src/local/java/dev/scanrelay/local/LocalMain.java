package dev.scanrelay.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.time.Duration;

/** {@code ./mvnw -Plocal quarkus:dev}: everything on one machine. */
@QuarkusMain(name = "local")
public final class LocalMain {

    private static final int CANNOT_START = 2;
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(20);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final String SERVING = "scanrelay.local.serving";

    LocalMain() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        try {
            if (!servicesRun()) {
                start(out);
            }
            serve(arguments);
        } catch (CannotStart problem) {
            out.println("Cannot start: " + problem.getMessage());
            Runtime.getRuntime().halt(CANNOT_START); // nothing runs, so there is nothing to end
        }
    }

    // Dev mode runs this again for every reload, in another class loader: only what the JDK holds is still known.
    private static boolean servicesRun() {
        return System.getProperty(SERVING) != null;
    }

    private static void start(PrintStream out) {
        LocalSettings settings = LocalSettings.read();
        Ports.check(settings.ports());
        LocalFiles files = new LocalFiles(settings.data());
        files.prepare(settings.reset());
        out.println("Starting PostgreSQL, Kafka, S3 and the iTero sandbox under " + settings.data() + " ...");
        LocalServices services = LocalServices.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAfterTheService(services), "local-end"));
        System.setProperty("scanrelay.secret.keyset-file", files.keyset().toString());
        services.forTheService().forEach(System::setProperty);
        Thread.ofVirtual().name("demo").start(new Demo(settings, services, files, out));
    }

    private static void serve(String[] arguments) {
        System.setProperty(SERVING, "true");
        try {
            Quarkus.run(arguments);
        } finally {
            System.setProperty(SERVING, "false");
        }
    }

    // Its consumers are drained before the database goes.
    private static void endAfterTheService(LocalServices services) {
        try {
            long end = System.nanoTime() + LONGEST_FAREWELL.toNanos();
            while (Boolean.getBoolean(SERVING) && System.nanoTime() < end) {
                Thread.sleep(GLANCE);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        services.close();
    }
}
