package org.cyborgml;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the modules and packages to the layout that they were designed with. */
class LayoutTest {

    private static final String[] LIBRARY = {
        "org.cyborgml.metrics..",
        "org.cyborgml.saliency..",
        "org.cyborgml.cam..",
        "org.cyborgml.loss..",
        "org.cyborgml.head..",
        "org.cyborgml.layer..",
        "org.cyborgml.explain..",
        "org.cyborgml.optim..",
        "org.cyborgml.gradientcheck..",
        "org.cyborgml.samediff..",
        "org.cyborgml.models..",
        "org.cyborgml.data..",
        "org.cyborgml.training..",
        "org.cyborgml.scoring.."
    };

    static final Pattern TESTS = Pattern.compile(".*(/test(-classes)?/|-tests\\.jar).*");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(location -> !location.matches(TESTS))
                .importPackages("org.cyborgml");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.cyborgml.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void libraryKnowsNothingOfTheApplication() {
        noClasses()
                .that()
                .resideInAnyPackage(LIBRARY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.cyborgml.app..", "org.cyborgml.examples..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("org.cyborgml.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.cyborgml.examples..")
                .check(classes);
    }

    @Test
    void everyPackageIsLibraryApplicationOrExamples() {
        noClasses()
                .that()
                .resideOutsideOfPackages(LIBRARY)
                .and()
                .resideOutsideOfPackages("org.cyborgml.app..", "org.cyborgml.examples..")
                .should()
                .resideInAPackage("org.cyborgml..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void metricsAndSaliencyNeedNoNd4j() {
        noClasses()
                .that()
                .resideInAnyPackage("org.cyborgml.metrics..", "org.cyborgml.saliency..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..")
                .check(classes);
    }

    @Test
    void libraryNeverExits() {
        noClasses()
                .that()
                .resideInAnyPackage(LIBRARY)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(classes);
    }

    @Test
    void noSimpleNameStandsForTwoClasses() {
        Map<String, List<String>> byName = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(byName).isNotEmpty();
        byName.values().removeIf(names -> names.size() == 1);
        assertThat(byName).as("simple names of several classes").isEmpty();
    }
}
