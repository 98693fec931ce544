package dev.scanrelay;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import dev.scanrelay.audit.Audited;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

/** The shape of the code, each rule with its reason. */
@AnalyzeClasses(packages = "dev.scanrelay", importOptions = ArchitectureTest.ProductAndLocal.class)
class ArchitectureTest {

    private static final String LOCAL = "dev.scanrelay.local..";

    @ArchTest
    static final ArchRule theStoreHasOneOwner = onlyIn("io.minio..", "dev.scanrelay.transfer..")
            .because("another S3 library must be a change in one package");

    @ArchTest
    static final ArchRule tinkHasOneOwner = onlyIn("com.google.crypto.tink..", "dev.scanrelay.secret..")
            .because("how secrets are sealed is decided in one place");

    @ArchTest
    static final ArchRule cloudEventsHaveOneOwner = onlyIn("io.cloudevents..", "dev.scanrelay.event..")
            .because("the wire form of events is one package's business");

    @ArchTest
    static final ArchRule tracesHaveOneOwner = onlyIn("io.opentelemetry..", "dev.scanrelay.trace..")
            .because("what a span may say is decided in one place");

    @ArchTest
    static final ArchRule theDoorHasOneOwner = onlyIn("io.quarkus.oidc..", "dev.scanrelay.security..")
            .because("who a caller is gets decided in one place");

    @ArchTest
    static final ArchRule alignIsBehindAWall = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.scanrelay.itero..",
                    "dev.scanrelay.courtesy..",
                    "dev.scanrelay.pairing..",
                    "dev.scanrelay.fetch..",
                    "dev.scanrelay.practice..",
                    "dev.scanrelay.patient..",
                    "dev.scanrelay.rx..",
                    "dev.scanrelay.live..",
                    LOCAL)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.scanrelay.itero.."))
            .because("Align's names and quirks must not reach our API, events or database");

    @ArchTest
    static final ArchRule idsDependOnNothing = noClasses()
            .that()
            .resideInAPackage("dev.scanrelay.id..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.scanrelay..").and(not(resideInAPackage("dev.scanrelay.id.."))))
            .because("everything else depends on them");

    @ArchTest
    static final ArchRule productionKnowsNothingOfTheLocalServices = noClasses()
            .that()
            .resideOutsideOfPackage(LOCAL)
            .should()
            .dependOnClassesThat(resideInAPackage(LOCAL))
            .because("the production jar contains none of them");

    @ArchTest
    static final ArchRule theSandboxIsTheVendorsCloud = noClasses()
            .that()
            .resideInAPackage("dev.scanrelay.local.sandbox..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("dev.scanrelay..").and(not(resideInAPackage("dev.scanrelay.local.sandbox.."))))
            .because("a stand-in that shares code with the product would share its mistakes");

    @ArchTest
    static final ArchRule featuresFormNoCycles = slices().matching("dev.scanrelay.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature is understood, tested and replaced alone");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideOutsideOfPackage(LOCAL)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests move the clock");

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .that()
            .resideOutsideOfPackage(LOCAL)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("waiting is done on conditions, with a way to be woken");

    @ArchTest
    static final ArchRule injectionIsByConstructor = fields().that()
            .areDeclaredInClassesThat()
            .resideInAPackage("dev.scanrelay..")
            .should()
            .notBeAnnotatedWith(Inject.class)
            .because("fields stay final and tests need no container");

    @ArchTest
    static final ArchRule resourcesAreTheEdge = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .bePackagePrivate()
            .andShould()
            .haveSimpleNameEndingWith("Resource")
            .because("nothing but HTTP calls them");

    @ArchTest
    static final ArchRule everyCallIsAudited = methods()
            .that()
            .areDeclaredInClassesThat(servePathsUnder("/api"))
            .and()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .beAnnotatedWith(Audited.class)
            .allowEmptyShould(true)
            .because("who saw or changed what is answered from the record alone");

    private static DescribedPredicate<JavaClass> servePathsUnder(String prefix) {
        return DescribedPredicate.describe(
                "serve paths under " + prefix,
                type -> type.isAnnotatedWith(Path.class)
                        && type.getAnnotationOfType(Path.class).value().startsWith(prefix));
    }

    private static ClassesShouldConjunction onlyIn(String foreign, String owner) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(owner, LOCAL)
                .should()
                .dependOnClassesThat(resideInAPackage(foreign));
    }

    /** The product and its local services, which are compiled among the tests. */
    static final class ProductAndLocal implements ImportOption {

        private static final Pattern TEST = Pattern.compile(".*(Test|IT)(\\$.*)?\\.class");

        @Override
        public boolean includes(Location location) {
            boolean local = location.contains("/dev/scanrelay/local/") && !location.matches(TEST);
            return !location.contains("/test-classes/") || local;
        }
    }
}
