package dev.scanrelay.chart;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the API server says to a manifest: unknown fields, missing ones and wrong types, at every depth. */
final class Kinds {

    private static final Map<String, Class<?>> OWN = Map.of(
            "v1/ConfigMap", V1ConfigMap.class,
            "v1/Pod", V1Pod.class,
            "v1/Service", V1Service.class,
            "v1/ServiceAccount", V1ServiceAccount.class,
            "apps/v1/Deployment", V1Deployment.class,
            "batch/v1/Job", V1Job.class,
            "autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class,
            "networking.k8s.io/v1/Ingress", V1Ingress.class);

    private static final Path OF_OTHERS = Path.of("src", "test", "resources", "chart", "crds");
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Kinds() {}

    static List<String> problems(Manifest manifest) {
        Class<?> own = OWN.get(manifest.type());
        return own == null ? problemsOfOthers(manifest) : problems(manifest, own);
    }

    private static List<String> problems(Manifest manifest, Class<?> type) {
        try {
            JSON.getGson().fromJson(manifest.json(), type);
            return List.of();
        } catch (RuntimeException refused) {
            return List.of(manifest.id() + ": " + refused.getMessage());
        }
    }

    private static List<String> problemsOfOthers(Manifest manifest) {
        Schema schema = SCHEMAS.computeIfAbsent(manifest.type(), Kinds::schema);
        return schema.validate(manifest.json().toString(), InputFormat.JSON).stream()
                .map(error -> manifest.id() + ": " + error)
                .toList();
    }

    private static Schema schema(String type) {
        Path file = OF_OTHERS.resolve(type.replace('/', '_') + ".json");
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(file), InputFormat.JSON);
        } catch (IOException unknown) {
            throw new UncheckedIOException("nobody knows the type " + type, unknown);
        }
    }
}
