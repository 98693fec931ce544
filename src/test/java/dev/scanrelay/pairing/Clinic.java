package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A clinic at the sandbox and its doctors, who sign in. */
final class Clinic {

    static final String DOCTOR = "anna.mueller";
    private static final AtomicLong NEXT = new AtomicLong(710_000);

    private final long number = NEXT.incrementAndGet();
    private final Pairings pairings;

    private Clinic(Pairings pairings) {
        this.pairings = pairings;
    }

    static Clinic open(SandboxClient sandbox, Pairings pairings, String... doctors) {
        Clinic clinic = new Clinic(pairings);
        if (doctors.length == 0) {
            sandbox.newAccount(clinic.number);
        } else {
            sandbox.newAccount(clinic.number, "EU", doctors);
        }
        return clinic;
    }

    long number() {
        return number;
    }

    /** The list of pairings from shortly before it on: other tests have many. */
    String list() {
        String before = Long.toString(number / 10); // as text it comes before
        return "/api/v1/pairings?limit=20&cursor=" + Cursors.behind(new AccountId(before));
    }

    AccountId account() {
        return new AccountId(Long.toString(number));
    }

    /** What comes back with the user. */
    record Return(String state, String code) {}

    /** The user signs in at Align and is sent back. */
    static Return signIn(URI authorizeUri, String doctor) {
        Map<String, String> query = query(redirect(URI.create(authorizeUri + "&auto_approve=" + doctor)));
        return new Return(query.get("state"), query.get("code"));
    }

    Authorized authorize(String doctor) {
        Started started = pairings.start(PartnerId.DEFAULT);
        Return back = signIn(started.authorizeUri(), doctor);
        return pairings.authorized(back.state(), back.code());
    }

    Clinic pair(String doctor) {
        Authorized.Choose choose = (Authorized.Choose) authorize(doctor);
        assertThat(pairings.pair(PartnerId.DEFAULT, choose.attempt(), account(), account -> {}))
                .isInstanceOf(Chosen.Paired.class);
        return this;
    }

    Clinic pair() {
        return pair(DOCTOR);
    }

    static URI redirect(URI address) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer =
                    http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
            return URI.create(answer.headers().firstValue("Location").orElseThrow());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
