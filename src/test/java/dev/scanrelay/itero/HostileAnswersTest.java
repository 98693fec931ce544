package dev.scanrelay.itero;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.testing.Fuzzing;
import dev.scanrelay.testing.Mutator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever Align answers is a value of ours or the one exception that every call expects. */
class HostileAnswersTest {

    private static final AccountId ACCOUNT = new AccountId("104233");
    private static final String ORDER = """
        {"orderId":"123456789","rxId":"0f8fad5b-d9cb-469f-a165-70867728950e","companyId":"104233","status":"Completed",\
        "patient":{"patientId":"7","firstName":"A","lastName":"B","chartNumber":"C-1"},\
        "doctor":{"doctorId":"9","name":"D"},"procedure":"Study","scannedAt":"2026-03-01T12:00:00+01:00",\
        "modifiedAt":"2026-03-01T12:00:00Z","artifacts":[{"artifactId":"1","type":"IDE","fileName":"a.zip",\
        "contentType":"application/zip","sizeBytes":1000,"downloadUrl":"https://x.test/a?b=c"}]}\
        """;
    private static final List<Answered> ANSWERS = List.of(
            of(ORDER, OrderAnswer.class, OrderAnswer::toOrder),
            of(ORDER, OrderAnswer.class, OrderAnswer::toRequestedRx),
            of(
                    "{\"orders\":[" + ORDER + ",{\"rxId\":null}],\"nextPageToken\":\"x\"}",
                    OrderAnswer.Page.class,
                    page -> List.of(page.toPage(ACCOUNT), page.toRequested(ACCOUNT))),
            of(
                    "{\"region\":\"eu\",\"expiresInSeconds\":60,\"endpoints\":{\"orders\":\"https://x.test\",\"auth\":null}}",
                    Answer.Endpoints.class,
                    found -> found.toDirectory(Instant.EPOCH)),
            of(
                    "{\"access_token\":\"a\",\"refresh_token\":\"b\",\"expires_in\":3600,\"warnings\":[\"c\",{\"message\":\"d\"}]}",
                    Answer.Tokens.class,
                    tokens -> tokens.toPaired(Clock.systemUTC())),
            of(
                    "{\"companies\":[{\"companyId\":\"1\",\"name\":\"a\",\"city\":\"b\",\"country\":\"c\",\"role\":\"d\",\"paired\":true}]}",
                    Answer.Companies.class,
                    Answer.Companies::toCompanies),
            of(
                    "{\"patients\":[{\"patientId\":\"1\",\"firstName\":\"a\",\"lastName\":\"b\",\"birthDate\":\"2000-01-01\"}]}",
                    Answer.Patients.class,
                    Answer.Patients::toPatients),
            of(
                    "{\"duplicateChartNumbers\":[{\"chartNumber\":\"1\",\"patientIds\":[\"2\",\"3\"]}],\"missingChartNumbers\":[\"4\"]}",
                    Answer.Warnings.class,
                    Answer.Warnings::toWarnings),
            of(
                    "{\"rxId\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"patientId\":\"1\",\"status\":\"a\"}",
                    Answer.Rx.class,
                    Answer.Rx::toRequested),
            of(
                    "{\"companyId\":\"104233\",\"name\":\"a\",\"address\":{\"street\":\"b\"},\"timeZone\":\"UTC\",\"doctors\":[{\"doctorId\":\"1\"}],"
                            + "\"scanners\":[{\"serialNumber\":\"2\"}],\"procedures\":[{\"procedureMapId\":\"3\"}]}",
                    PracticeAnswer.class,
                    PracticeAnswer::toConfiguration));

    private int readable;

    @Test
    void takesATimeThatNoDatabaseHoldsForNone() {
        String far = ORDER.replace("2026-03-01T12:00:00Z", "+999999999-12-31T23:59:59-18:00");

        IteroOrder order = Json.read(far, OrderAnswer.class).toOrder();

        assertThat(order.modifiedAt()).isEmpty();
        assertThat(order.scannedAt()).contains(Instant.parse("2026-03-01T11:00:00Z"));
    }

    @Test
    void readsAValueOrSaysThatItIsUnreadable() {
        ANSWERS.forEach(answer ->
                assertThat(answer.read().apply(answer.good().getBytes(UTF_8))).isNotNull());
        Fuzzing.few("answers", 20_000, this::isReadOrUnreadable);

        assertThat(readable).isBetween(1_000, 19_000);
    }

    @Test
    @Tag("fuzz")
    void readsAValueOrSaysThatItIsUnreadableOfManyAnswers() {
        Fuzzing.many("many answers", 400_000, this::isReadOrUnreadable);
    }

    private void isReadOrUnreadable(Random random) {
        Answered answer = Mutator.one(random, ANSWERS);
        byte[] body = Mutator.mutated(random, answer.good().getBytes(UTF_8));
        try {
            assertThat(answer.read().apply(body)).isNotNull();
            readable++;
        } catch (IllegalArgumentException unreadable) {
            assertThat(unreadable.getCause()).as("quotes nothing").isNull();
        }
    }

    private static <T> Answered of(String good, Class<T> type, Function<T, Object> value) {
        return new Answered(good, body -> value.apply(Json.read(body, type)));
    }

    private record Answered(String good, Function<byte[], Object> read) {}
}
