package dev.scanrelay.openapi;

import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * The scopes of which a key needs one, as {@code x-required-scopes}: OpenAPI 3.0 has no place of its own for those of a bearer key.
 * They are what is enforced, {@link RolesAllowed}.
 */
final class RequiredScopes {

    private static final String EXTENSION = "x-required-scopes";
    private static final DotName OPERATION =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);
    private static final DotName ROLES_ALLOWED = DotName.createSimple(RolesAllowed.class);

    private final Map<String, List<String>> byOperation;

    RequiredScopes(IndexView classes) {
        this.byOperation = classes.getAnnotations(OPERATION).stream()
                .filter(operation -> operation.value("operationId") != null)
                .filter(operation -> operation.target().kind() == AnnotationTarget.Kind.METHOD)
                .collect(Collectors.toMap(
                        operation -> operation.value("operationId").asString(),
                        operation -> scopes(operation.target().asMethod()),
                        (one, sameOfAnotherIndex) -> one));
    }

    void mark(OpenAPI document) {
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(this::mark);
    }

    private void mark(Operation operation) {
        List<String> scopes = byOperation.getOrDefault(operation.getOperationId(), List.of());
        if (!scopes.isEmpty()) {
            operation.addExtension(EXTENSION, scopes);
        }
    }

    private static List<String> scopes(MethodInfo method) {
        return Optional.ofNullable(method.declaredAnnotation(ROLES_ALLOWED))
                .or(() -> Optional.ofNullable(method.declaringClass().declaredAnnotation(ROLES_ALLOWED)))
                .map(RequiredScopes::values)
                .orElse(List.of());
    }

    private static List<String> values(AnnotationInstance rolesAllowed) {
        return Arrays.stream(rolesAllowed.value().asStringArray()).sorted().toList();
    }
}
