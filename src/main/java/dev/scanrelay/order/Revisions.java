package dev.scanrelay.order;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scanrelay.content.ContentRules;
import dev.scanrelay.content.Jaw;
import dev.scanrelay.content.Role;
import dev.scanrelay.database.Rows;
import dev.scanrelay.transfer.StoredFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Adds revisions and their artifacts; nothing ever changes or removes one. */
@ApplicationScoped
class Revisions {

    private static final String ADD_REVISION = """
            insert into revision (order_id, number, fingerprint, rule_version, complete, unpacked, refusal, attempt_id, stored_at,
                                  found_by, manifest_store, manifest_bucket, manifest_key)
            select id, :number, :fingerprint, :rule, :complete, :unpacked, cast(:refusal as text), :attempt, :storedAt, wanted_by,
                   :store, :bucket, :key
              from scan_order where id = :order""";

    private static final String ADD_ARTIFACTS = """
            insert into artifact (id, order_id, revision, position, container_id, kind, role, jaw, media_type, size_bytes,
                                  sha256, content_hash, volatile, store, bucket, object_key, vendor_name)
            select id, :order, :number, position, container, kind, role, jaw, type, size,
                   decode(sha256, 'hex'), decode(content, 'hex'), volatile, store, bucket, key, decode(name, 'base64')
              from json_to_recordset(cast(cast(:artifacts as text) as json)) as a (
                    id uuid, position int, container uuid, kind text, role text, jaw text, type text, size bigint,
                    sha256 text, content text, volatile boolean, store text, bucket text, key text, name text)""";

    private static final String STILL_NAMED = """
            select count(distinct object_key) as named from artifact
             where order_id = :order and revision < :number and store = :store and bucket = :bucket and object_key = any(cast(:keys as text[]))""";

    private final PatientSeal seal;
    private final ContentRules rules;

    Revisions(PatientSeal seal, ContentRules rules) {
        this.seal = seal;
        this.rules = rules;
    }

    Uni<Void> add(Mutiny.Session session, UUID order, NewContent content, Planned planned) {
        Plan plan = planned.plan();
        UnpackSummary unpacked = UnpackSummary.of(content.files());
        return session.createNativeQuery(ADD_REVISION)
                .setParameter("order", order)
                .setParameter("number", plan.number())
                .setParameter("fingerprint", content.fingerprint().value().hex())
                .setParameter("rule", content.fingerprint().ruleVersion())
                .setParameter("complete", content.complete())
                .setParameter("unpacked", unpacked.word())
                .setParameter("refusal", unpacked.refusal().orElse(null))
                .setParameter("attempt", content.attempt())
                .setParameter("storedAt", plan.storedAt())
                .setParameter("store", planned.manifest().store())
                .setParameter("bucket", planned.manifest().bucket())
                .setParameter("key", planned.manifest().key())
                .executeUpdate()
                .flatMap(done -> session.createNativeQuery(ADD_ARTIFACTS)
                        .setParameter("order", order)
                        .setParameter("number", plan.number())
                        .setParameter("artifacts", Rows.json(lines(plan.artifacts())))
                        .executeUpdate())
                .flatMap(done -> checkShared(session, order, planned));
    }

    /** What it shares with earlier revisions is where it was: neither moved nor erased since the attempt looked. The order is locked. */
    private static Uni<Void> checkShared(Mutiny.Session session, UUID order, Planned planned) {
        Set<String> shared = planned.plan().artifacts().stream()
                .filter(NewArtifact::isShared)
                .map(artifact -> artifact.file().at().key())
                .collect(toSet());
        if (shared.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(STILL_NAMED, Tuple.class)
                .setParameter("order", order)
                .setParameter("number", planned.plan().number())
                .setParameter("store", planned.manifest().store())
                .setParameter("bucket", planned.manifest().bucket())
                .setParameter("keys", shared.toArray(String[]::new))
                .getSingleResult()
                .invoke(row -> {
                    if (new Row(row).number("named") != shared.size()) {
                        throw new PlanOutdated();
                    }
                })
                .replaceWithVoid();
    }

    private List<Line> lines(List<NewArtifact> artifacts) {
        return IntStream.range(0, artifacts.size())
                .mapToObj(position -> line(artifacts.get(position), position + 1))
                .toList();
    }

    private Line line(NewArtifact artifact, int position) {
        StoredFile file = artifact.file();
        return new Line(
                artifact.id(),
                position,
                artifact.container().orElse(null),
                file.is().kind().wire(),
                file.is().role().map(Role::wire).orElse(null),
                file.is().jaw().map(Jaw::wire).orElse(null),
                file.mediaType(),
                file.size(),
                file.sha256().hex(),
                file.content().hex(),
                rules.volatileFiles().contain(file.is().kind(), file.name()),
                file.at().store(),
                file.at().bucket(),
                file.at().key(),
                Base64.getEncoder()
                        .encodeToString(
                                seal.sealVendorName(artifact.id(), file.name().value())));
    }

    private record Line(
            UUID id,
            int position,
            @Nullable UUID container,
            String kind,
            @Nullable String role,
            @Nullable String jaw,
            String type,
            long size,
            String sha256,
            String content,
            @JsonProperty("volatile") boolean isVolatile,
            String store,
            String bucket,
            String key,
            String name) {}
}
