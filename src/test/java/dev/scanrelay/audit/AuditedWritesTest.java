package dev.scanrelay.audit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Walks all writes that are recorded: each says what it is about before it is done. */
class AuditedWritesTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.scanrelay");

    /** The record that every write has before it is done tells it: all that they are about stands in their URL, and what they take beside names no id. */
    private static final Set<String> NAMED_BY_THEIR_URL = Set.of(
            "PairingsResource.rotate",
            "PairingsResource.disconnect",
            "PairingWarningsResource.acknowledge",
            "StorageResource.set",
            "StorageResource.reset",
            "RetentionResource.set",
            "RetentionResource.unset");

    /** Begun before anybody knows of which clinic, or about the partner itself. */
    private static final Set<String> ABOUT_NO_ID = Set.of("PairingsResource.start", "PartnerResource.rotate");

    @Test
    void sayWhatTheyAreAboutBeforeTheyAreDone() {
        Set<String> exempt = new HashSet<>(NAMED_BY_THEIR_URL);
        exempt.addAll(ABOUT_NO_ID);

        assertThat(writes().filter(write -> !reachesIntent(write))
                        .map(AuditedWritesTest::name)
                        .distinct())
                .as("writes without Intent: have them record the ids before anything is done")
                .containsExactlyInAnyOrderElementsOf(exempt);
    }

    @Test
    void areNamedByTheirUrlWhereTheyDoNot() {
        assertThat(writes().filter(write -> NAMED_BY_THEIR_URL.contains(name(write))))
                .allSatisfy(write -> assertThat(write.getRawParameterTypes())
                        .extracting(JavaClass::getSimpleName)
                        .startsWith("AccountId")
                        .isSubsetOf("AccountId", "Wish", "RetentionAsk"));
    }

    private static Stream<JavaMethod> writes() {
        return PRODUCT.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Audited.class))
                .filter(method -> !method.getAnnotationOfType(Audited.class).reads())
                .filter(method -> Stream.of(POST.class, PUT.class, PATCH.class, DELETE.class)
                        .anyMatch(method::isAnnotatedWith));
    }

    private static boolean reachesIntent(JavaMethod write) {
        Deque<JavaCodeUnit> open = new ArrayDeque<>(List.of(write));
        Set<JavaCodeUnit> seen = new HashSet<>();
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.remove();
            if (unit.getOwner().isEquivalentTo(Intent.class)) {
                return true;
            }
            if (seen.add(unit)) {
                called(unit).forEach(open::add);
            }
        }
        return false;
    }

    private static Stream<? extends JavaCodeUnit> called(JavaCodeUnit unit) {
        return Stream.concat(unit.getMethodCallsFromSelf().stream(), unit.getMethodReferencesFromSelf().stream())
                .filter(access -> resideInAPackage("dev.scanrelay..").test(access.getTargetOwner()))
                .map(JavaAccess::getTarget)
                .map(target -> target.resolveMember())
                .flatMap(Optional::stream)
                .filter(JavaCodeUnit.class::isInstance)
                .map(JavaCodeUnit.class::cast);
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }
}
