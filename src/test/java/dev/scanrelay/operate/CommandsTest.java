package dev.scanrelay.operate;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.secret.Secret;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class CommandsTest {

    @Inject
    Database database;

    @TestHTTPResource("/")
    URI service;

    private final String account =
            "op" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String key = TestKeys.admin();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void listWhatNeedsHelpAndWhy() {
        UUID permanent = order("parked", "permanent: gone");
        order("parked", "refused: pairing: ended");

        int code = run("orders", "parked", "--account", account, "--failure", "permanent");

        assertThat(code).isZero();
        assertThat(printed())
                .singleElement()
                .asString()
                .startsWith(permanent.toString())
                .endsWith("permanent: gone");
        assertThat(said()).contains("1 order.");
    }

    @Test
    void listMoreThanAPage() {
        for (int number = 0; number < 205; number++) {
            order("parked", "permanent: gone");
        }

        assertThat(run("orders", "parked", "--account", account)).isZero();

        assertThat(printed()).hasSize(205).doesNotHaveDuplicates();
    }

    @Test
    void redriveOneAndSayWhetherItWasOnItsWay() {
        UUID order = order("parked", "permanent: gone");

        assertThat(run("redrive", order.toString())).isZero();
        assertThat(said()).contains("It is fetched again.");
        assertThat(state(order)).isEqualTo("waiting");

        assertThat(run("redrive", order.toString())).isZero();
        assertThat(said()).contains("It was on its way already.");
    }

    @Test
    void previewChangesNothingAndRedriveTakesTheSame() {
        UUID order = order("parked", "permanent: gone");
        String[] all = {"redrive", "all", "--account", account, "--failure", "permanent"};

        assertThat(run("redrive", "all", "--account", account, "--failure", "permanent", "--preview"))
                .isZero();
        List<String> previewed = printed();
        assertThat(said()).contains("would be fetched again: 1.");
        assertThat(state(order)).isEqualTo("parked");

        out.reset();
        assertThat(run(all)).isZero();
        assertThat(printed()).isEqualTo(previewed);
        assertThat(state(order)).isEqualTo("waiting");
    }

    @Test
    void redriveAllInPages() {
        for (int number = 0; number < 205; number++) {
            order("parked", "permanent: gone");
        }

        assertThat(run("redrive", "all", "--account", account)).isZero();

        assertThat(said()).contains("Orders fetched again: 205. On their way already: 0.");
        assertThat(run("orders", "parked", "--account", account)).isZero();
        assertThat(said()).contains("0 orders.");
    }

    @Test
    void republishAndTellHowFarItIs() {
        order("ready", "");

        assertThat(run("republish", "start", "--topic", "orders.v1", "--from", "2026-01-01", "--account", account))
                .isZero();

        String id = printed().getFirst();
        assertThat(said()).contains("republish show " + id);
        await().atMost(ofSeconds(20)).until(() -> {
            out.reset();
            return run("republish", "show", id) == 0 && printed().getFirst().matches(id + "  done .*orders\\.v1");
        });
        out.reset();
        assertThat(run("republish", "list")).isZero();
        assertThat(printed()).anyMatch(line -> line.startsWith(id));
        assertThat(run("republish", "stop", id)).isZero();
    }

    @Test
    void sayWhatTheServiceSaysAndFail() {
        assertThat(run("redrive", UUID.randomUUID().toString())).isEqualTo(1);
        assertThat(said()).contains("There is no such order, or this key may not see it.");

        assertThat(run("republish", "start", "--topic", "scan.notifications.v1", "--from", "2026-01-01"))
                .isEqualTo(1);
        assertThat(said()).contains("may not republish into the topic");

        assertThat(run("orders", "parked", "--from", "yesterday")).isEqualTo(1);
        assertThat(said()).contains("from has to be a date");
    }

    @Test
    void sayWhatToSetWhereTheServiceIsNotOrTheKeyIsNot() {
        Api nowhere = new Api(URI.create("http://127.0.0.1:1"), Secret.of(key));
        Api nobody = new Api(base(), Secret.of("sr_nothing"));
        Api broken = new Api(base(), Secret.of("two\nlines"));

        assertThat(run(nowhere, "orders", "parked")).isEqualTo(1);
        assertThat(said()).contains("Check SCANRELAY_URL");
        assertThat(run(nobody, "orders", "parked")).isEqualTo(1);
        assertThat(said()).contains("Send a valid API key");
        assertThat(run(broken, "orders", "parked")).isEqualTo(1);
        assertThat(said()).contains("SCANRELAY_KEY is no API key.");
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "orders ready",
                "orders parked waiting",
                "orders parked --failure",
                "orders parked --nonsense 1",
                "redrive",
                "redrive all --account 1 --account 2",
                "redrive all --limit 1",
                "redrive 0a3f6f5c-9d2e-4c1b-8f7a-2b6f5d1e9c40 --state ready",
                "redrive 0a3f6f5c-9d2e-4c1b-8f7a-2b6f5d1e9c40 --preview",
                "republish",
                "republish start",
                "republish start --topic orders.v1",
                "republish start x --topic orders.v1 --from 2026-01-01",
                "republish show",
                "republish list x",
                "republish stop x --topic orders.v1"
            })
    void printTheirUsageWhereTheyAreNotUnderstood(String line) {
        List<String> words = List.of(line.split(" "));

        assertThat(task(words)).isEmpty();
        assertThat(command(words)).isEqualTo(2);
        assertThat(said()).contains("SCANRELAY_KEY").contains("Exit code 0");
        assertThat(out.size()).isZero();
    }

    private int run(String... words) {
        return run(new Api(base(), Secret.of(key)), words);
    }

    private int run(Api api, String... words) {
        err.reset();
        return task(List.of(words)).orElseThrow().applyAsInt(api);
    }

    private Optional<ToIntFunction<Api>> task(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "orders" -> OrdersCommand.task(rest, stream(out), stream(err));
            case "redrive" -> RedriveCommand.task(rest, stream(out), stream(err));
            default -> RepublishCommand.task(rest, stream(out), stream(err));
        };
    }

    private int command(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "orders" -> OrdersCommand.run(rest, stream(out), stream(err));
            case "redrive" -> RedriveCommand.run(rest, stream(out), stream(err));
            default -> RepublishCommand.run(rest, stream(out), stream(err));
        };
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private URI base() {
        return URI.create(service.toString().replaceAll("/+$", ""));
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private UUID order(String state, String failure) {
        UUID order = UUID.randomUUID();
        database.<Integer>write(session -> (Uni<Integer>) session.createNativeQuery("insert into scan_order"
                        + " (id, partner_id, account_id, rx_id, state, failure, wanted, done, due_at, notified_at, created_at,"
                        + " changed_at) values ('" + order + "', 'default', '" + account + "', '" + order + "', '"
                        + state
                        + "', nullif('" + failure + "', ''), 1, 1, now(), now(), now(), now())")
                .executeUpdate());
        return order;
    }

    private String state(UUID order) {
        return database.read(
                session -> session.createNativeQuery("select state from scan_order where id = :id", Tuple.class)
                        .setParameter("id", order)
                        .getSingleResult()
                        .map(row -> row.get(0, String.class)));
    }
}
