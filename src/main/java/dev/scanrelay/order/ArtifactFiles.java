package dev.scanrelay.order;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.StoreException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** The bytes of artifacts. */
@ApplicationScoped
class ArtifactFiles {

    private static final Logger LOG = Logger.getLogger(ArtifactFiles.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final Database database;
    private final ObjectStore store;

    ArtifactFiles(Database database, ObjectStore store) {
        this.database = database;
        this.store = store;
    }

    Optional<ArtifactFile> find(Reader reader, UUID order, UUID artifact) {
        Where where = OrderFilter.of(reader)
                .and("a.order_id = :order", "order", order)
                .and("a.id = :artifact", "artifact", artifact);
        String sql = """
                select a.store, a.bucket, a.object_key, a.media_type, a.size_bytes, a.sha256, a.kind, a.role, a.jaw, a.revision, a.position,
                       o.account_id, o.patient_id
                  from artifact a join scan_order o on o.id = a.order_id where """ + " " + where.sql();
        return database.read(session -> one(session, sql, where));
    }

    private static Uni<Optional<ArtifactFile>> one(Mutiny.Session session, String sql, Where where) {
        return where.bind(session.createNativeQuery(sql, Tuple.class))
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(Row::new).map(ArtifactFiles::file));
    }

    static ArtifactFile file(Row row) {
        return new ArtifactFile(
                new ObjectAddress(row.text("store"), row.text("bucket"), row.text("object_key")),
                row.text("media_type"),
                row.number("size_bytes"),
                Sha256.of(row.bytes("sha256")),
                FileNames.of(row),
                new AccountId(row.text("account_id")),
                row.maybeText("patient_id"));
    }

    /** The caller closes the stream. */
    InputStream open(ArtifactFile file, Requested requested) {
        try {
            return switch (requested) {
                case Requested.Part part -> store.get(file.at(), part.first(), part.length());
                case Requested.Whole whole -> store.get(file.at());
                case Requested.Outside outside -> InputStream.nullInputStream();
            };
        } catch (StoreException failure) {
            throw problem(file, failure);
        }
    }

    /** Whoever has it has the file: never log it. */
    URI link(ArtifactFile file, Duration life) {
        try {
            return store.presign(file.at(), life, file.disposition());
        } catch (StoreException failure) {
            throw problem(file, failure);
        }
    }

    private static HttpProblem problem(ArtifactFile file, StoreException failure) {
        if (failure.code().equals(StoreException.UNKNOWN_STORE)) {
            LOG.errorf(
                    "Files are in a store that no setting names: name it in scanrelay.stores store=%s",
                    file.at().store());
        }
        return failure.code().equals("NoSuchKey")
                ? Problems.of(410, "artifact-gone", "Gone", "The file is not in the store any more.")
                : Problems.unavailable("The store can't be reached just now. Come again later.", COME_AGAIN);
    }
}
