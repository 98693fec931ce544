package dev.scanrelay.chart;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One object for Kubernetes, as it stands in the text. */
record Manifest(Map<String, Object> tree) {

    /** The pod that it is or makes. */
    record Pod(Map<String, Object> metadata, Map<String, Object> spec) {

        @SuppressWarnings("unchecked")
        Map<String, Object> labels() {
            return (Map<String, Object>) metadata.getOrDefault("labels", Map.of());
        }

        List<Map<String, Object>> containers() {
            return list(spec, "containers");
        }

        Map<String, Object> service() {
            return containers().getFirst();
        }

        /** The file of settings, which is an annotation; empty if there is none. */
        String settings() {
            return Objects.toString(new Manifest(metadata).map("annotations").get("scanrelay.dev/settings"), "");
        }

        /** Without what comes from a reference. */
        Map<String, String> environment() {
            return list(service(), "env").stream()
                    .filter(entry -> entry.containsKey("value"))
                    .collect(Collectors.toMap(
                            entry -> String.valueOf(entry.get("name")), entry -> String.valueOf(entry.get("value"))));
        }
    }

    String kind() {
        return String.valueOf(tree.get("kind"));
    }

    String type() {
        return tree.get("apiVersion") + "/" + kind();
    }

    String name() {
        return String.valueOf(at("metadata", "name").orElseThrow());
    }

    String id() {
        return kind() + " " + name();
    }

    JsonElement json() {
        return new Gson().toJsonTree(tree);
    }

    Map<String, Object> labels() {
        return map("metadata", "labels");
    }

    Map<String, Object> annotations() {
        return map("metadata", "annotations");
    }

    /** What stands at a path; a whole number goes into a list. */
    Optional<Object> at(Object... path) {
        @Nullable Object here = tree;
        for (Object step : path) {
            here = switch (here) {
                case Map<?, ?> map -> map.get(step);
                case List<?> list when step instanceof Integer index && index < list.size() -> list.get(index);
                case null, default -> null;
            };
        }
        return Optional.ofNullable(here);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(Object... path) {
        return (Map<String, Object>) at(path).orElse(Map.of());
    }

    Optional<Pod> pod() {
        return switch (kind()) {
            case "Pod" -> Optional.of(new Pod(map("metadata"), map("spec")));
            case "Deployment", "Job" ->
                Optional.of(new Pod(map("spec", "template", "metadata"), map("spec", "template", "spec")));
            default -> Optional.empty();
        };
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> of, String key) {
        return (List<Map<String, Object>>) of.getOrDefault(key, List.of());
    }
}
