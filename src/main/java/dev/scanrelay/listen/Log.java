package dev.scanrelay.listen;

import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLException;

/** A line for each thing that happened, with its time. Paths are not in it: a template may hold the practice software's reference. */
final class Log {

    private final PrintStream out;
    private final Clock clock;

    Log(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    void say(String words) {
        out.println(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + printable(words));
        out.flush();
    }

    static String words(IOException failure) {
        return switch (failure) {
            case Later ours -> String.valueOf(ours.getMessage());
            case UnknownHostException unknown -> "the name of the service or of the proxy is not known here";
            case SocketTimeoutException late -> "no answer in time";
            case SSLException tls ->
                "no safe connection: " + tls.getMessage()
                        + ". If a proxy of yours opens TLS, its certificate has to be trusted here.";
            case FileSystemException file ->
                "a file can't be read or written: "
                        + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
            default ->
                failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        };
    }

    /** A terminal obeys control characters. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
