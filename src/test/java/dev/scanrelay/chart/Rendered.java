package dev.scanrelay.chart;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Helm made. */
record Rendered(String text) {

    List<Manifest> manifests() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        strict.setMaxAliasesForCollections(0);
        return StreamSupport.stream(
                        new Yaml(new SafeConstructor(strict)).loadAll(text).spliterator(), false)
                .filter(Objects::nonNull)
                .map(Rendered::manifest)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Manifest manifest(Object document) {
        return new Manifest((Map<String, Object>) document);
    }

    Stream<Manifest> all(String kind) {
        return manifests().stream().filter(manifest -> manifest.kind().equals(kind));
    }

    Manifest one(String kind, String name) {
        return all(kind)
                .filter(manifest -> manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /** Everything that becomes pods. */
    List<Manifest> pods() {
        return manifests().stream()
                .filter(manifest -> manifest.pod().isPresent())
                .toList();
    }
}
