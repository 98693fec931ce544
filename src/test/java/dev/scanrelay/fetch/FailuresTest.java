package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scanrelay.fetch.Failure.Course;
import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.itero.AlignSays;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.pairing.PairingSays;
import dev.scanrelay.pairing.PairingUnavailable;
import dev.scanrelay.transfer.StoreException;
import dev.scanrelay.transfer.TransferFailed;
import dev.scanrelay.transfer.TransferSays;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table: what each failure is, and what is done about it. */
class FailuresTest {

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT,500,'',TRANSIENT,LADDER",
        "TRANSIENT,0,timeout,TRANSIENT,LADDER",
        "TRANSIENT,200,malformed,TRANSIENT,LADDER",
        "RATE_LIMITED,429,'',RATE_LIMITED,WAIT",
        "RATE_LIMITED,0,paused,RATE_LIMITED,WAIT",
        "RATE_LIMITED,0,own_limit,OWN_LIMIT,WAIT",
        "TRANSIENT,0,region_out,REGION_OUT,WAIT",
        "NOT_FOUND,404,order_not_found,NOT_THERE_YET,LADDER",
        "UNAUTHORISED,401,'',UNAUTHORISED,LADDER",
        "REFUSED,403,'',REFUSED,PARK",
        "REFUSED,403,feature_disabled,REFUSED,PARK",
        "PERMANENT,400,'',PERMANENT,PARK",
        "PERMANENT,409,'',PERMANENT,PARK",
        "PERMANENT,410,'',GONE,GONE",
        "PERMANENT,410,account_moved,PERMANENT,PARK"
    })
    void ofAlign(IteroException.Kind said, int status, String code, Kind kind, Course course) {
        Failure failure = Failures.classify(AlignSays.failure(said, status, code));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.kind().course()).isEqualTo(course);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING,NEEDS_ATTENTION,ATTENTION", "NEEDS_ATTENTION,NEEDS_ATTENTION,ATTENTION", "UNKNOWN,REFUSED,PARK",
        "ENDED,REFUSED,PARK", "RENEWING,BUSY,WAIT", "DRAINING,NOT_OURS,LEAVE"
    })
    void ofThePairing(PairingUnavailable.Reason reason, Kind kind, Course course) {
        Failure failure = Failures.classify(PairingSays.unavailable(reason));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.kind().course()).isEqualTo(course);
    }

    @ParameterizedTest
    @EnumSource(TransferFailed.Kind.class)
    void ofTheTransfer(TransferFailed.Kind said) {
        Kind expected = switch (said) {
            case SOURCE_BROKEN, SOURCE_CHANGED, WRONG_LENGTH, TRUNCATED, DAMAGED -> Kind.TRANSIENT;
            case TOO_LARGE -> Kind.PERMANENT;
            case CANCELLED -> Kind.NOT_OURS;
        };

        assertThat(Failures.classify(TransferSays.failure(said)).kind()).isEqualTo(expected);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments(TransferSays.store(StoreException.Kind.TRANSIENT), Kind.TRANSIENT),
                arguments(TransferSays.store(StoreException.Kind.PERMANENT), Kind.TRANSIENT),
                arguments(new AttemptRevoked(), Kind.NOT_OURS),
                arguments(new InterruptedException(), Kind.NOT_OURS),
                arguments(new IOException("x"), Kind.TRANSIENT),
                arguments(new IllegalStateException("Anna Schmidt"), Kind.TRANSIENT),
                arguments(
                        new FileFailed(Failure.of(Kind.INCOMPLETE, "file: align"), new IOException()),
                        Kind.INCOMPLETE));
    }

    @ParameterizedTest
    @MethodSource("others")
    void ofEverythingElse(Throwable thrown, Kind kind) {
        assertThat(Failures.classify(thrown).kind()).isEqualTo(kind);
    }

    @Test
    void keepsForeignTextOut() {
        assertThat(Failures.classify(new IllegalStateException("Anna Schmidt")).toString())
                .isEqualTo("transient: internal: IllegalStateException");
    }

    @ParameterizedTest
    @EnumSource(IteroException.Kind.class)
    void makesNothingOfOneFileFinal(IteroException.Kind said) {
        Failure failure = Failures.classifyFile(AlignSays.failure(said, 410, ""));

        assertThat(failure.kind().course()).isEqualTo(Course.LADDER);
    }

    @Test
    void hasEveryCourse() {
        assertThat(Arrays.stream(Kind.values()).map(Kind::course)).contains(Course.values());
        assertThat(Arrays.stream(Kind.values()).map(Kind::label))
                .allSatisfy(label -> assertThat(label).isEqualTo(label.toLowerCase(Locale.ROOT)));
    }
}
