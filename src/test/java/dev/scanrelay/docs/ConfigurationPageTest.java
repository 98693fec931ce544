package dev.scanrelay.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md names every setting with its default, and none that is not there. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(scanrelay[^`]+)` \\| ([^|]*) \\|", Pattern.MULTILINE);

    @Test
    void namesEverySettingWithItsDefaultAndNoOther() throws IOException {
        assertThat(page()).containsExactlyInAnyOrderEntriesOf(settings());
    }

    private static Map<String, String> page() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            rows.put(row.group(1), row.group(2).strip().replace("`", ""));
        }
        return rows;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        for (JavaClass mapping : mappings()) {
            Class<?> type = mapping.reflect();
            collect(type, type.getAnnotation(ConfigMapping.class).prefix(), settings);
        }
        return settings;
    }

    private static Set<JavaClass> mappings() {
        Set<JavaClass> found = new TreeSet<>(java.util.Comparator.comparing(JavaClass::getName));
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.scanrelay").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .forEach(found::add);
        return found;
    }

    private static void collect(Class<?> type, String prefix, Map<String, String> settings) {
        for (Method method : type.getDeclaredMethods()) {
            if (!method.isSynthetic() && !method.isDefault() && method.getParameterCount() == 0) {
                collect(method, prefix, settings);
            }
        }
    }

    private static void collect(Method method, String prefix, Map<String, String> settings) {
        String name = method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + nameOf(method);
        Type returned = method.getGenericReturnType();
        if (returned instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            leafOrGroup((Class<?>) generic.getActualTypeArguments()[1], name + ".\"<name>\"", method, settings);
        } else if (returned instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            Type inner = generic.getActualTypeArguments()[0];
            leafOrGroup(inner instanceof Class<?> plain ? plain : Object.class, name, method, settings);
        } else {
            leafOrGroup(returned instanceof Class<?> plain ? plain : Object.class, name, method, settings);
        }
    }

    private static void leafOrGroup(Class<?> type, String name, Method method, Map<String, String> settings) {
        if (type.isInterface() && type.getName().startsWith("dev.scanrelay")) {
            collect(type, name, settings);
            return;
        }
        WithDefault fallback = method.getAnnotation(WithDefault.class);
        settings.put(name, fallback == null ? "" : fallback.value());
    }

    private static String nameOf(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given != null
                ? given.value()
                : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
