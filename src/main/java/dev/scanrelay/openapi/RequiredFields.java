package dev.scanrelay.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/** A component of a record is always there unless it is an {@link Optional}: the code has no null. */
final class RequiredFields {

    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final DotName OPTIONAL = DotName.createSimple(Optional.class);
    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");

    private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);
    /** Such as NON_EMPTY on a list: it may be left out. */
    private static final DotName INCLUDED = DotName.createSimple(JsonInclude.class);

    private final IndexView classes;
    private final Map<String, List<ClassInfo>> records;

    RequiredFields(IndexView classes) {
        this.classes = classes;
        this.records = classes.getKnownClasses().stream()
                .filter(known -> known.isRecord() && isOurs(known.name().toString()))
                .collect(Collectors.groupingBy(RequiredFields::schemaName));
    }

    private static boolean isOurs(String name) {
        return name.startsWith("dev.scanrelay.") && !name.startsWith("dev.scanrelay.local.");
    }

    void mark(OpenAPI document) {
        document.getComponents().getSchemas().forEach((name, schema) -> {
            if (schema.getProperties() != null) {
                records.getOrDefault(name, List.of()).stream()
                        .filter(type -> hasAll(type, schema))
                        .findFirst()
                        .ifPresent(type -> mark(schema, type));
            }
        });
    }

    /** Records of different packages may share a simple name. */
    private boolean hasAll(ClassInfo type, Schema schema) {
        Set<String> names = components(type).map(RecordComponentInfo::name).collect(Collectors.toSet());
        return names.containsAll(schema.getProperties().keySet());
    }

    private void mark(Schema schema, ClassInfo type) {
        components(type)
                .filter(RequiredFields::isAlwaysThere)
                .map(RecordComponentInfo::name)
                .filter(schema.getProperties()::containsKey)
                .filter(name -> !isRequired(schema, name))
                .forEach(schema::addRequired);
    }

    /** With those of a record that is unwrapped into this one. */
    private Stream<RecordComponentInfo> components(ClassInfo type) {
        return type.recordComponentsInDeclarationOrder().stream()
                .flatMap(component -> field(type, component).hasAnnotation(UNWRAPPED)
                        ? components(classes.getClassByName(component.type().name()))
                        : Stream.of(component));
    }

    private static boolean isAlwaysThere(RecordComponentInfo component) {
        return !component.type().name().equals(OPTIONAL)
                && !component.hasAnnotation(NULLABLE)
                && !field(component.declaringClass(), component).hasAnnotation(INCLUDED);
    }

    /** Jackson's annotations are for fields, not for components. */
    private static FieldInfo field(ClassInfo type, RecordComponentInfo component) {
        return type.field(component.name());
    }

    private static boolean isRequired(Schema schema, String name) {
        return schema.getRequired() != null && schema.getRequired().contains(name);
    }

    private static String schemaName(ClassInfo type) {
        return Optional.ofNullable(type.declaredAnnotation(SCHEMA))
                .map((AnnotationInstance given) -> given.value("name"))
                .map(AnnotationValue::asString)
                .orElseGet(type::simpleName);
    }
}
