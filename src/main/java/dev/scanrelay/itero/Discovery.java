package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.itero.Exchange.Call;
import dev.scanrelay.itero.IteroConfig.Mode;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Where the endpoints are: asked of Align, or built from a fixed base URL. */
final class Discovery {

    private static final String NO_REGION = "none";
    private static final Duration FIXED_VALID = Duration.ofDays(1);

    private final IteroConfig config;
    private final Exchange exchange;
    private final Uris uris;
    private final Clock clock;

    Discovery(IteroConfig config, Exchange exchange, Uris uris, Clock clock) {
        this.config = config;
        this.exchange = exchange;
        this.uris = uris;
        this.clock = clock;
    }

    Directory directory(PartnerClient client, Optional<AccountId> account) {
        return config.mode() == Mode.FIXED ? fixed() : asked(client, account);
    }

    private Directory asked(PartnerClient client, Optional<AccountId> account) {
        HttpUrl.Builder url = HttpUrl.get(client.discoveryUrl().orElseThrow()).newBuilder();
        account.ifPresent(it -> url.setQueryParameter("companyId", it.value()));
        Request request = Requests.accepting(url.build())
                .header("Authorization", client.basic())
                .build();
        Call call = new Call(Endpoint.DISCOVERY, NO_REGION, Credentials.CLIENT, Optional.empty(), request);
        return exchange.json(call, Answer.Endpoints.class, answer -> checked(answer.toDirectory(clock.instant())));
    }

    /** A directory that lacks what we live on, or leads elsewhere, must not replace one that works. */
    private Directory checked(Directory directory) {
        for (Endpoint endpoint : Endpoint.values()) {
            if (directory.template(endpoint).isPresent()) {
                uris.of(directory, endpoint, Map.of());
            } else if (endpoint.required()) {
                throw IteroException.malformed(Endpoint.DISCOVERY);
            }
        }
        return directory;
    }

    private Directory fixed() {
        String base = config.baseUrl().orElseThrow().toString().replaceAll("/+$", "");
        Map<String, String> templates = Arrays.stream(Endpoint.values())
                .filter(Endpoint::hasTemplate)
                .collect(Collectors.toMap(Endpoint::wireName, endpoint -> base + endpoint.fixedTemplate()));
        return new Directory("fixed", templates, clock.instant(), FIXED_VALID.toSeconds());
    }
}
