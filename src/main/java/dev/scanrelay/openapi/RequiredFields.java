package dev.scanrelay.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/** A component of a record is always there unless it is an {@link Optional}: the code has no null. */
final class RequiredFields {

    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final DotName OPTIONAL = DotName.createSimple(Optional.class);
    private static final String OURS = "dev.scanrelay.";

    private final Map<String, ClassInfo> records;

    RequiredFields(IndexView classes) {
        this.records = classes.getKnownClasses().stream()
                .filter(known -> known.isRecord() && known.name().toString().startsWith(OURS))
                .collect(Collectors.toMap(RequiredFields::schemaName, Function.identity(), (one, other) -> one));
    }

    void mark(OpenAPI document) {
        document.getComponents().getSchemas().forEach((name, schema) -> {
            if (records.containsKey(name) && schema.getProperties() != null) {
                mark(schema, records.get(name));
            }
        });
    }

    private static void mark(Schema schema, ClassInfo type) {
        List<String> always = type.recordComponentsInDeclarationOrder().stream()
                .filter(component -> !component.type().name().equals(OPTIONAL))
                .map(RecordComponentInfo::name)
                .filter(schema.getProperties()::containsKey)
                .toList();
        always.stream().filter(name -> !isRequired(schema, name)).forEach(schema::addRequired);
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
