package dev.scanrelay.audit;

import dev.scanrelay.id.AccountId;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The ids in a request's URL: noted for every call, so that a refusal tells too what it was about. */
final class UrlIds {

    private UrlIds() {}

    /** What does not look like an id may be anything, a name too, and is left out. */
    static void note(UriInfo url, AuditTrail trail) {
        first(url.getPathParameters(), "account").flatMap(UrlIds::account).ifPresent(trail::account);
        first(url.getQueryParameters(), "account").flatMap(UrlIds::account).ifPresent(trail::account);
        first(url.getPathParameters(), "orderId").flatMap(UrlIds::uuid).ifPresent(trail::order);
    }

    private static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static Optional<AccountId> account(String written) {
        try {
            return Optional.of(new AccountId(written));
        } catch (IllegalArgumentException notAnAccount) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> uuid(String written) {
        try {
            return Optional.of(UUID.fromString(written))
                    .filter(id -> id.toString().equalsIgnoreCase(written));
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
