package dev.scanrelay.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that the service never gives, and what stands before it does; and none at all. */
@Timeout(20)
class AnswersTest {

    private static final String ORDER = "0a3f6f5c-9d2e-4c1b-8f7a-2b6f5d1e9c40";
    private static final String PAGE = "{\"orders\":[{\"id\":\"" + ORDER
            + "\",\"account\":\"104233\",\"state\":\"parked\",\"requested\":true}],\"requested\":1,\"looked\":1,";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders parked",
                "redrive all",
                "redrive all --preview",
                "redrive " + ORDER,
                "republish start --topic orders.v1 --from 2026-01-01",
                "republish list",
                "republish show " + ORDER,
                "republish stop " + ORDER
            })
    void takeNoOthersAnswerForTheServices(String line) {
        for (String foreign : List.of("<html>Please sign in</html>", "", "{}", "[]", "{\"status\":\"UP\"}", "null")) {
            try (FrontDoor proxy = FrontDoor.answering(200, foreign)) {
                assertThat(run(proxy, line)).as(foreign).isEqualTo(1);
            }
            assertThat(said()).contains("not ScanRelay's answer", "Check SCANRELAY_URL");
            assertThat(said()).doesNotContain("0 orders", "Please sign in", "Started", "It runs no more");
            assertThat(out.size()).isZero();
        }
    }

    @Test
    void stopWithoutAWordOfTheService() {
        try (FrontDoor service = FrontDoor.answering(204, "")) {
            assertThat(run(service, "republish stop " + ORDER)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders parked", "redrive all", "redrive all --preview"})
    void endWhereThePagesDoNot(String line) {
        try (FrontDoor endless = FrontDoor.answering(200, PAGE + "\"more\":true}")) {
            assertThat(run(endless, line)).isEqualTo(1);
            assertThat(endless.calls()).isEqualTo(1);
        }
        try (FrontDoor round = FrontDoor.answering(200, PAGE + "\"more\":true,\"next\":\"AQAA\"}")) {
            assertThat(run(round, line)).isEqualTo(1);
            assertThat(round.calls()).isEqualTo(2);
        }
        assertThat(said()).contains("not ScanRelay's answer");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 502, 504})
    void doNotSendToStartTwiceWhereTheOutcomeIsUnknown(int status) {
        try (FrontDoor proxy = status == 0 ? FrontDoor.hangingUp() : FrontDoor.answering(status, "Bad gateway")) {
            assertThat(run(proxy, "republish start --topic orders.v1 --from 2026-01-01"))
                    .isEqualTo(1);
            assertThat(said()).contains("It may have begun", "republish list").doesNotContain("not done twice");

            assertThat(run(proxy, "redrive all")).isEqualTo(1);
            assertThat(said()).contains("Run this again: what was done already is not done twice.");
        }
    }

    @Test
    void sayThatNothingWasDoneWhereTheServiceWasNotReached() {
        FrontDoor gone = FrontDoor.answering(204, "");
        gone.close();

        assertThat(run(gone, "republish start --topic orders.v1 --from 2026-01-01"))
                .isEqualTo(1);

        assertThat(said()).contains("can't be reached", "Check SCANRELAY_URL").doesNotContain("may have begun");
    }

    private int run(FrontDoor door, String line) {
        err.reset();
        out.reset();
        return task(List.of(line.split(" "))).orElseThrow().applyAsInt(door.api());
    }

    private Optional<ToIntFunction<Api>> task(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return switch (words.getFirst()) {
            case "orders" -> OrdersCommand.task(rest, to, errors);
            case "redrive" -> RedriveCommand.task(rest, to, errors);
            default -> RepublishCommand.task(rest, to, errors);
        };
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
