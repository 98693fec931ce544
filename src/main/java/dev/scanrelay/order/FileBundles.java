package dev.scanrelay.order;

import dev.scanrelay.content.EntryKind;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds the files of a revision. */
@ApplicationScoped
class FileBundles {

    private static final String FILES = """
            select o.account_id, o.patient_id, r.stored_at, r.unpacked,
                   a.store, a.bucket, a.object_key, a.media_type, a.size_bytes, a.sha256, a.kind, a.role, a.jaw, a.revision, a.position
              from scan_order o join revision r on r.order_id = o.id
              join artifact a on a.order_id = r.order_id and a.revision = r.number where""";

    private static final int LATEST = 0;

    private final Database database;

    FileBundles(Database database) {
        this.database = database;
    }

    /** All files of the revision, or of the latest; empty if there is no such revision for this reader. */
    Optional<FileBundle> find(Reader reader, UUID order, Optional<Integer> revision) {
        Where where = OrderFilter.of(reader)
                .and("o.id = :order", "order", order)
                .and(
                        "r.number = case when :number > 0 then :number else o.latest_revision end",
                        "number",
                        revision.orElse(LATEST));
        return Optional.of(database.read(session -> rows(session, where)))
                .filter(rows -> !rows.isEmpty())
                .map(rows -> bundle(order, rows));
    }

    private static Uni<List<Row>> rows(Mutiny.Session session, Where where) {
        return where.bind(session.createNativeQuery(FILES + " " + where.sql() + " order by a.position", Tuple.class))
                .getResultList()
                .map(found -> found.stream().map(Row::new).toList());
    }

    private static FileBundle bundle(UUID order, List<Row> rows) {
        Row any = rows.getFirst();
        return new FileBundle(
                order,
                new AccountId(any.text("account_id")),
                any.integer("revision"),
                any.instant("stored_at"),
                rows.stream().map(FileBundles::part).toList());
    }

    private static StoredPart part(Row row) {
        return new StoredPart(
                ArtifactFiles.file(row),
                EntryKind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.text("unpacked").equals("complete"));
    }
}
