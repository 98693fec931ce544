package dev.scanrelay.fetch;

import static java.util.stream.Collectors.groupingBy;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.ingress.Notification;
import dev.scanrelay.order.Lane;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.Wish;
import dev.scanrelay.pairing.CallbackKeys;
import dev.scanrelay.pairing.Pairings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Turns notifications into wanted orders, one transaction for all of them. */
@ApplicationScoped
class Wanting {

    private static final Logger LOG = Logger.getLogger(Wanting.class);

    private static final Duration LONGEST = Duration.ofDays(365);

    private final Database database;
    private final Orders orders;
    private final Pairings pairings;
    private final CallbackKeys keys;
    private final Unseen unseen;
    private final FetchMetrics metrics;
    private final Clock clock;

    Wanting(
            Database database,
            Orders orders,
            Pairings pairings,
            CallbackKeys keys,
            Unseen unseen,
            FetchMetrics metrics,
            Clock clock) {
        this.database = database;
        this.orders = orders;
        this.pairings = pairings;
        this.keys = keys;
        this.unseen = unseen;
        this.metrics = metrics;
        this.clock = clock;
    }

    void want(List<Received> received) {
        Map<Owner, Taken> judged = new HashMap<>();
        List<Notification> notifications =
                received.stream().map(Received::notification).toList();
        notifications.forEach(one -> judged.computeIfAbsent(Owner.of(one), this::judge));
        List<Wish> wishes = wishes(received.stream()
                .filter(one -> judged.get(Owner.of(one.notification())) == Taken.WANTED)
                .toList());
        if (!wishes.isEmpty()) {
            database.write(session -> orders.want(session, wishes, clock.instant()));
        }
        notifications.stream()
                .map(one -> judged.get(Owner.of(one)))
                .filter(Objects::nonNull)
                .forEach(metrics::notification);
        notifications.forEach(one -> metrics.tookIn(Duration.between(one.receivedAt(), clock.instant())));
    }

    private List<Wish> wishes(List<Received> wanted) {
        return wanted.stream().collect(groupingBy(one -> Clinic.of(one.notification()))).entrySet().stream()
                .flatMap(clinic -> wishes(clinic.getKey(), clinic.getValue()))
                .toList();
    }

    private Stream<Wish> wishes(Clinic clinic, List<Received> wanted) {
        Lane lane = unseen.lane(clinic.partner(), clinic.account());
        return wanted.stream()
                .map(one -> new Wish(
                        clinic.partner(),
                        clinic.account(),
                        one.notification().rxId(),
                        lane,
                        one.step().here(),
                        believable(one.notification().receivedAt())));
    }

    /** A record may claim any time; not one is that old that is still kept. */
    private Instant believable(Instant claimed) {
        Instant oldest = clock.instant().minus(LONGEST);
        return claimed.isBefore(oldest) ? oldest : claimed;
    }

    private Taken judge(Owner owner) {
        Taken taken = taken(owner);
        switch (taken) {
            case WANTED -> {
                keys.seen(owner.partner(), owner.keyAccount(), owner.keyGeneration());
                pairings.notified(owner.partner(), owner.account());
            }
            case REVOKED_KEY, UNKNOWN_ACCOUNT ->
                LOG.warnf("Notification dropped account=%s reason=%s", owner.account(), taken.label());
            case POISON -> throw new IllegalStateException("read already");
        }
        return taken;
    }

    private Taken taken(Owner owner) {
        if (keys.isWithdrawn(owner.partner(), owner.keyAccount(), owner.keyGeneration())) {
            return Taken.REVOKED_KEY;
        }
        return pairings.isOpen(owner.partner(), owner.account()) ? Taken.WANTED : Taken.UNKNOWN_ACCOUNT;
    }

    private record Clinic(PartnerId partner, AccountId account) {

        static Clinic of(Notification one) {
            return new Clinic(one.partner(), one.account());
        }
    }

    /** Whose notification, under which key: judged once per batch. */
    private record Owner(PartnerId partner, AccountId account, Optional<AccountId> keyAccount, int keyGeneration) {

        static Owner of(Notification one) {
            return new Owner(
                    one.partner(),
                    one.account(),
                    one.via() == Notification.Via.PAIRING_KEY ? Optional.of(one.account()) : Optional.empty(),
                    one.keyGeneration());
        }
    }
}
