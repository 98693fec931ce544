package dev.scanrelay.egress;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How a call ended. */
public sealed interface Answer {

    Duration took();

    /**
     * There was an HTTP answer, of whatever status.
     *
     * @param headers by their lower-case names, the first value of each; few and short
     * @param body its beginning, as text; it may hold anything
     */
    record Status(int code, Map<String, String> headers, String body, Duration took) implements Answer {

        public Optional<String> header(String lowerCaseName) {
            return Optional.ofNullable(headers.get(lowerCaseName));
        }
    }

    /** There was none. */
    record Failed(Failure failure, Duration took) implements Answer {}

    /** Why there was no answer. */
    enum Failure {
        /** The name is not known, or leads to an address that is not called; which of the two is not said. */
        NO_ADDRESS("no-address"),
        /** Nobody was called: too many names of the partner's were being looked up. It says nothing of the other side. */
        NO_ROOM("no-room"),
        NO_CONNECTION("no-connection"),
        /** The certificate is not good, or no common protocol. */
        TLS("tls"),
        TIMED_OUT("timed-out"),
        /** The connection ended in the middle. */
        BROKEN_OFF("broken-off");

        private final String label;

        Failure(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
