package dev.scanrelay.rx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No list of scan requests reads more rows than it shows, by a scan or by sorting. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class ListingPlansTest {

    private static final PartnerId PARTNER = new PartnerId("rx-plans");
    private static final Optional<Place> PLACE =
            Optional.of(new Place(Instant.parse("2026-03-02T09:15:00Z"), new UUID(1, 1)));

    @Inject
    Database database;

    @Inject
    Listing listing;

    static Stream<Wanted> lists() {
        return Stream.of(Optional.<Place>empty(), PLACE)
                .flatMap(place -> Stream.of(
                        wanted(Optional.empty(), Optional.empty(), place),
                        wanted(Optional.of(RequestState.REFUSED), Optional.empty(), place),
                        wanted(Optional.empty(), Optional.of("visit-77"), place)));
    }

    @BeforeEach
    void fill() {
        database.write(session -> session.createNativeQuery(
                        "insert into partner (id, name) values ('rx-plans', 'Plans') on conflict do nothing")
                .executeUpdate());
        database.write(session -> session.createNativeQuery("""
                        insert into scan_request (id, partner_id, account_id, state, content, reference, match, candidates,
                                                  look_at, created_at, changed_at)
                        select gen_random_uuid(), 'rx-plans', 'acc-' || n % 20, case when n % 50 = 0 then 'refused' else 'created' end,
                               '\\x00', 'visit-' || n % 500, 'none', '[]', now(), now() - n * interval '1 minute', now()
                          from generate_series(1, 20000) n
                         where not exists (select 1 from scan_request where partner_id = 'rx-plans')""").executeUpdate());
        database.write(
                session -> session.createNativeQuery("analyze scan_request").executeUpdate());
    }

    @ParameterizedTest
    @MethodSource("lists")
    void readsFromAnIndex(Wanted wanted) {
        Map<String, Object> values = new HashMap<>();
        values.put("partner", PARTNER.value());
        values.put("account", "acc-7");
        String sql = "explain " + listing.sql(PARTNER, wanted, values);

        List<String> plan = database.read(session -> {
            var query = session.createNativeQuery(sql, String.class);
            values.forEach(query::setParameter);
            return query.getResultList();
        });

        assertThat(String.join("\n", plan)).contains("scan_request_").doesNotContain("Seq Scan", "Sort");
    }

    private static Wanted wanted(Optional<RequestState> status, Optional<String> reference, Optional<Place> place) {
        return new Wanted(status, reference, Optional.empty(), place, 50);
    }
}
