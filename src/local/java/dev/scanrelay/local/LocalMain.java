package dev.scanrelay.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code ./mvnw -Plocal quarkus:dev}: everything on one machine. */
@QuarkusMain(name = "local")
public final class LocalMain {

    private static final int CANNOT_START = 2;
    private static final int LONGEST_FAREWELL_SECONDS = 30;

    LocalMain() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        try {
            start(arguments, out);
        } catch (CannotStart problem) {
            out.println("Cannot start: " + problem.getMessage());
            Runtime.getRuntime().halt(CANNOT_START); // nothing was started, so there is nothing to end
        }
    }

    private static void start(String[] arguments, PrintStream out) {
        LocalSettings settings = LocalSettings.read();
        Ports.check(settings.ports());
        LocalFiles files = new LocalFiles(settings.data());
        files.prepare(settings.reset());
        out.println("Starting PostgreSQL, Kafka, S3 and the iTero sandbox under " + settings.data() + " ...");
        LocalServices services = LocalServices.start(settings);
        CountDownLatch served = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAfter(served, services), "local-end"));
        System.setProperty("scanrelay.secret.keyset-file", files.keyset().toString());
        services.forTheService().forEach(System::setProperty);
        Thread.ofVirtual().name("demo").start(new Demo(settings, services, files, out));
        try {
            Quarkus.run(arguments);
        } finally {
            served.countDown();
        }
    }

    // The service's consumers are drained before the database goes.
    private static void endAfter(CountDownLatch served, LocalServices services) {
        try {
            served.await(LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        services.close();
    }
}
