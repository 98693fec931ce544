package dev.scanrelay.ingress;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.ingress.Decision.Accept;
import dev.scanrelay.ingress.Decision.Refuse;
import dev.scanrelay.ingress.Notification.Via;
import dev.scanrelay.pairing.CallbackKey;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Decides on a delivery from memory alone: its key, the guards, its body, and whether the account is the key's. */
final class Decider {

    private final Function<String, CallbackKey> verify;
    private final Guards guards;
    private final Clock clock;

    Decider(Function<String, CallbackKey> verify, Guards guards, Clock clock) {
        this.verify = verify;
        this.guards = guards;
        this.clock = clock;
    }

    /** Why nothing under this key is taken, whatever the body: for before it is read. */
    Optional<Refusal> refuse(String key) {
        return switch (verify.apply(key)) {
            case CallbackKey.Forged forged -> Optional.of(Refusal.FORGED_KEY);
            case CallbackKey.Revoked revoked -> Optional.of(Refusal.REVOKED_KEY);
            case CallbackKey.ForPairing known -> Optional.empty();
            case CallbackKey.ForPartner known -> Optional.empty();
        };
    }

    Decision decide(Delivery delivery) {
        return switch (verify.apply(delivery.key())) {
            case CallbackKey.Forged forged -> new Refuse(Refusal.FORGED_KEY);
            case CallbackKey.Revoked revoked -> new Refuse(Refusal.REVOKED_KEY);
            case CallbackKey.ForPairing key ->
                guarded(
                        delivery,
                        new Origin(key.partner(), Optional.of(key.account()), key.generation(), Via.PAIRING_KEY));
            case CallbackKey.ForPartner key ->
                guarded(delivery, new Origin(key.partner(), Optional.empty(), key.generation(), Via.PARTNER_KEY));
        };
    }

    /** Whose key it came under. */
    private record Origin(PartnerId partner, Optional<AccountId> account, int generation, Via via) {

        boolean speaksFor(AccountId claimed) {
            return account.map(claimed::equals).orElse(true);
        }
    }

    private Decision guarded(Delivery delivery, Origin origin) {
        return guards.of(origin.partner())
                .refuse(delivery)
                .<Decision>map(Refuse::new)
                .orElseGet(() -> read(delivery, origin));
    }

    private Decision read(Delivery delivery, Origin origin) {
        return switch (NotificationBody.read(delivery)) {
            case Reading.Unreadable unreadable -> new Refuse(unreadable.why());
            case Reading.Ids ids when !origin.speaksFor(ids.account()) -> new Refuse(Refusal.FOREIGN_ACCOUNT);
            case Reading.Ids ids -> new Accept(notification(ids, origin));
        };
    }

    private Notification notification(Reading.Ids ids, Origin origin) {
        var now = clock.instant();
        return new Notification(
                NotificationIds.next(now),
                origin.partner(),
                ids.account(),
                ids.rxId(),
                now,
                origin.generation(),
                origin.via());
    }
}
