package dev.towline.coordinator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CoordinatorArchitectureTest {
    private static final String ROOT = "dev.towline.coordinator";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void keepsPolicyAndRolloutPure() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".policy..", ROOT + ".rollout..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio..", "java.net..", "java.sql..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void keepsSqlInTheStoresAndHelidonInHttp() {
        noClasses()
                .that(
                        resideOutsideOfPackage(ROOT + ".store..")
                                .and(not(nameMatching(".*Store(\\$.*)?"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".http..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.helidon.."))
                .check(CLASSES);
    }

    /// ADR 14.
    @Test
    void signsByBouncyCastleInOnePlace() {
        noClasses()
                .that(not(nameMatching(ROOT + ".fleet.OrderSigner")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bouncycastle.."))
                .check(CLASSES);
    }

    @Test
    void letsOnlyTheCommandEndTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @Test
    void hasNoNamesThatSayNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
                .check(CLASSES);
    }

    @Test
    void saysOfEveryPackageThatNullIsMarked() throws IOException {
        var sources = Path.of("src/main/java/dev/towline/coordinator");
        try (var folders = Files.walk(sources).filter(Files::isDirectory)) {
            assertThat(folders)
                    .allSatisfy(folder ->
                            assertThat(folder.resolve("package-info.java"))
                                    .content()
                                    .contains("@NullMarked"));
        }
    }
}
