package dev.scanrelay.push;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import dev.scanrelay.egress.Answer;
import dev.scanrelay.secret.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records what was delivered. While one transaction is written, receipts gather for the next; so each takes as many as there are, and none
 * waits for others to come.
 */
@ApplicationScoped
class Receipts {

    private static final Logger LOG = Logger.getLogger(Receipts.class);
    private static final int MOST = 500;

    private final Database database;
    private final Vault vault;
    private final BlockingQueue<Receipt> queue = new LinkedBlockingQueue<>(); // no longer than there are hands

    Receipts(Database database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** @param recorded told once it is recorded, or could not be: then its lease ends by itself, and it is delivered again */
    record Receipt(Due due, Answer.Status answer, Runnable recorded) {}

    void start() {
        Thread.ofVirtual().name("push-receipts").start(this::run);
    }

    void add(Receipt receipt) {
        queue.add(receipt);
    }

    private void run() {
        try {
            while (true) {
                List<Receipt> next = new ArrayList<>(List.of(queue.take()));
                queue.drainTo(next, MOST - 1);
                record(next);
                next.forEach(receipt -> receipt.recorded().run());
            }
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        }
    }

    private void record(List<Receipt> receipts) {
        try {
            write(receipts);
        } catch (RuntimeException | Error outage) {
            LOG.warnf(
                    "Deliveries could not be recorded count=%d problem=%s",
                    receipts.size(), outage.getClass().getSimpleName());
            LOG.debug("Deliveries could not be recorded", outage);
        }
    }

    private void write(List<Receipt> receipts) {
        Set<UUID> endpoints =
                receipts.stream().map(receipt -> receipt.due().endpoint()).collect(Collectors.toSet());
        String lines = Rows.json(receipts.stream().map(this::line).toList());
        database.write(session -> session.createNativeQuery(PushSql.HOLD_ALL, Object[].class)
                .setParameter("endpoints", endpoints)
                .getResultList()
                .chain(() -> session.createNativeQuery(PushSql.DELIVERED)
                        .setParameter("receipts", lines)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(PushSql.RESCHEDULE)
                        .setParameter("ids", endpoints)
                        .executeUpdate()));
    }

    private Line line(Receipt receipt) {
        return new Line(
                receipt.due().id(),
                receipt.due().token(),
                receipt.answer().code(),
                Math.toIntExact(receipt.answer().took().toMillis()),
                Optional.of(receipt.answer().body())
                        .filter(text -> !text.isEmpty())
                        .map(text -> Base64.getEncoder().encodeToString(vault.seal(text, SealedBodies.CONTEXT)))
                        .orElse(null));
    }

    /** @param body sealed, in base64 */
    private record Line(
            long id,
            long token,
            int status,
            int took,
            @Nullable String body) {}
}
