package dev.scanrelay.storage;

import dev.scanrelay.manifest.Manifest;
import dev.scanrelay.manifest.Manifest.StoredFile;
import dev.scanrelay.transfer.ObjectAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts one manifest's revision into the catalogue, in one transaction under the order's lock. */
final class Restoring {

    private static final String PARTNER = "insert into partner (id, name) values (?, ?) on conflict do nothing";

    private static final String ORDER = """
            insert into scan_order (id, partner_id, account_id, rx_id, state, due_at, vendor_order_id, vendor_status, scanned_at,
                                    modified_at, origin, created_at, dated_at, changed_at)
            values (?, ?, ?, ?, 'waiting', now(), ?, ?, ?, ?, ?, ?, ?, now())
            on conflict do nothing""";

    private static final String FIND =
            "select id, state from scan_order where partner_id = ? and account_id = ? and rx_id = ? for update";

    private static final String REVISION =
            "select attempt_id, fingerprint = '' from revision where order_id = ? and number = ?";

    private static final String ATTEMPT = """
            select a.state, a.state = 'open' and o.lease_owner is not null and o.lease_token = a.lease_token and o.lease_until > now()
              from attempt a join scan_order o on o.id = a.order_id where a.id = ?""";

    private static final String ADD_ATTEMPT = """
            insert into attempt (id, order_id, lease_token, owner, store, bucket, prefix, state, started_at, ended_at, look_at)
            values (?, ?, 0, 'restored', ?, ?, ?, 'committed', ?, ?, now())
            on conflict (id) do update set state = 'committed' where attempt.state = 'open'""";

    private static final String ADD_REVISION = """
            insert into revision (order_id, number, fingerprint, rule_version, complete, unpacked, refusal, attempt_id, stored_at,
                                  manifest_store, manifest_bucket, manifest_key)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String ADD_FILE = """
            insert into artifact (id, order_id, revision, position, container_id, kind, role, jaw, media_type, size_bytes, sha256,
                                  content_hash, volatile, store, bucket, object_key)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, decode(?, 'hex'), decode(?, 'hex'), ?, ?, ?, ?)""";

    private static final String LATEST = """
            update scan_order
               set latest_revision = greatest(latest_revision, ?), state = case when state in ('waiting', 'requested', 'expired') then 'ready' else state end,
                   vendor_order_id = coalesce(vendor_order_id, ?), vendor_status = coalesce(vendor_status, ?),
                   scanned_at = coalesce(scanned_at, ?), modified_at = coalesce(modified_at, ?),
                   dated_at = least(dated_at, ?), changed_at = now()
             where id = ?""";

    private static final String TOLD =
            "insert into timeline (order_id, at, what, revision) values (?, ?, 'stored', ?), (?, now(), 'restored', ?)";

    private final Connection database;

    Restoring(Connection database) {
        this.database = database;
    }

    /** What the catalogue says of it without any change; empty: it may be added. */
    Optional<Restored> already(Manifest manifest) throws SQLException {
        try (PreparedStatement query =
                        Statements.prepared(database, REVISION, manifest.orderId(), manifest.revision());
                ResultSet row = query.executeQuery()) {
            if (row.next()) {
                boolean same = manifest.attempt().equals(row.getObject(1, UUID.class));
                return Optional.of(same ? known(row.getBoolean(2)) : other(manifest));
            }
        }
        return notCommitted(manifest);
    }

    private static Restored known(boolean removed) {
        return removed ? Restored.REMOVED : Restored.KNOWN;
    }

    /** Two attempts at one number: one of them was not committed. */
    private Restored other(Manifest manifest) throws SQLException {
        return notCommitted(manifest).isPresent() || sameContent(manifest) ? Restored.NOT_COMMITTED : Restored.CONFLICT;
    }

    private boolean sameContent(Manifest manifest) throws SQLException {
        try (PreparedStatement query = Statements.prepared(
                        database,
                        "select 1 from revision where order_id = ? and number = ? and fingerprint = ?",
                        manifest.orderId(),
                        manifest.revision(),
                        manifest.fingerprint());
                ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    /** Empty if it was, or if the database never heard of its attempt, or of its end. */
    private Optional<Restored> notCommitted(Manifest manifest) throws SQLException {
        try (PreparedStatement query = Statements.prepared(database, ATTEMPT, manifest.attempt());
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return switch (row.getString(1)) {
                case "revoked", "swept" -> Optional.of(Restored.NOT_COMMITTED);
                default -> row.getBoolean(2) ? Optional.of(Restored.UNDER_WAY) : Optional.empty();
            };
        }
    }

    /** Whether the database has heard of it, kept or not. */
    boolean knows(UUID attempt) throws SQLException {
        try (PreparedStatement query = Statements.prepared(database, "select 1 from attempt where id = ?", attempt);
                ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    Restored add(Manifest manifest, ObjectAddress at) throws SQLException {
        database.setAutoCommit(false);
        try {
            Restored outcome = added(manifest, at);
            if (outcome == Restored.ADDED) {
                database.commit();
            }
            return outcome;
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    private Restored added(Manifest manifest, ObjectAddress at) throws SQLException {
        execute(PARTNER, manifest.partner(), manifest.partner());
        addOrder(manifest);
        try (PreparedStatement query =
                        Statements.prepared(database, FIND, manifest.partner(), manifest.account(), manifest.rxId());
                ResultSet row = query.executeQuery()) {
            if (!row.next() || !manifest.orderId().equals(row.getObject(1, UUID.class))) {
                return Restored.CONFLICT; // the same RX was made known anew, under another id
            }
            if (row.getString(2).equals("erased")) {
                return Restored.ERASED;
            }
        }
        Optional<Restored> meanwhile = already(manifest);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        addRevision(manifest, at);
        for (StoredFile file : manifest.files()) {
            addFile(manifest, file);
        }
        execute(
                LATEST,
                manifest.revision(),
                text(manifest.vendorOrderId()),
                text(manifest.status()),
                time(manifest.scannedAt()),
                time(manifest.modifiedAt()),
                time(manifest.scannedAt()),
                manifest.orderId());
        execute(
                TOLD,
                manifest.orderId(),
                time(manifest.storedAt()),
                manifest.revision(),
                manifest.orderId(),
                manifest.revision());
        return Restored.ADDED;
    }

    private void addOrder(Manifest manifest) throws SQLException {
        execute(
                ORDER,
                manifest.orderId(),
                manifest.partner(),
                manifest.account(),
                manifest.rxId(),
                text(manifest.vendorOrderId()),
                text(manifest.status()),
                time(manifest.scannedAt()),
                time(manifest.modifiedAt()),
                manifest.origin(),
                time(manifest.storedAt()),
                time(manifest.scannedAt().orElse(manifest.storedAt())));
    }

    private void addRevision(Manifest manifest, ObjectAddress at) throws SQLException {
        String prefix = at.key().substring(0, at.key().lastIndexOf('/') + 1);
        execute(
                ADD_ATTEMPT,
                manifest.attempt(),
                manifest.orderId(),
                at.store(),
                at.bucket(),
                prefix,
                time(manifest.storedAt()),
                time(manifest.storedAt()));
        execute(
                ADD_REVISION,
                manifest.orderId(),
                manifest.revision(),
                manifest.fingerprint(),
                manifest.ruleVersion(),
                manifest.complete(),
                manifest.unpacked(),
                text(manifest.refusal()),
                manifest.attempt(),
                time(manifest.storedAt()),
                at.store(),
                at.bucket(),
                at.key());
    }

    private void addFile(Manifest manifest, StoredFile file) throws SQLException {
        execute(
                ADD_FILE,
                file.id(),
                manifest.orderId(),
                manifest.revision(),
                file.number(),
                file.container().orElse(null),
                file.kind(),
                text(file.role()),
                text(file.jaw()),
                file.mediaType(),
                file.sizeBytes(),
                file.sha256(),
                file.contentSha256(),
                file.isVolatile(),
                file.store(),
                file.bucket(),
                file.key());
    }

    private void execute(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = Statements.prepared(database, sql, values)) {
            statement.execute();
        }
    }

    private static @Nullable String text(Optional<String> value) {
        return value.orElse(null);
    }

    private static @Nullable OffsetDateTime time(Optional<Instant> time) {
        return time.map(Restoring::time).orElse(null);
    }

    private static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
