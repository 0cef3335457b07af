package dev.towline.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentArchitectureTest {
    private static final String ROOT = "dev.towline.agent";
    private static final List<String> WITH_EFFECTS =
            List.of("git", "compose", "docker", "check", "link", "journal", "disk", "lock");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "plan", "policy", "signature"})
    void purePackagesStayPure(String pure) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio.file..", "java.net..", "java.sql..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void packagesWithEffectsDoNotImportEachOther() {
        for (var one : WITH_EFFECTS) {
            for (var other : WITH_EFFECTS) {
                if (!one.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + "." + one)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(ROOT + "." + other)
                            .check(CLASSES);
                }
            }
        }
    }

    @Test
    void onlyTheHubAndWhatStandsAboveItImportsPackagesWithEffects() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".project", ROOT + ".plan", ROOT + ".policy", ROOT + ".signature")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        WITH_EFFECTS.stream().map(it -> ROOT + "." + it).toArray(String[]::new))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".reconcile", ROOT + ".status")
                .check(CLASSES);
    }

    @Test
    void onlyTheAgentKnowsOfFailpoints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".failpoint")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".Agent")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".failpoint")
                .check(CLASSES);
    }

    @Test
    void librariesStayWhereTheyBelong() {
        only("docker", "com.github.dockerjava..");
        only("git", "org.eclipse.jgit..");
        only("compose", "org.snakeyaml..");
    }

    @Test
    void onlyTheMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .that()
                // Docker's own word for a program that keeps credentials.
                .doNotHaveSimpleName("CredentialHelper")
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes().that(areNotPackageInfo()).should(liveInANullMarkedPackage()).check(CLASSES);
    }

    private static void only(String home, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> areNotPackageInfo() {
        return DescribedPredicate.describe(
                "are not package-info", it -> !it.getSimpleName().equals("package-info"));
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    item, item.getName() + " is in no @NullMarked package"));
                }
            }
        };
    }
}
