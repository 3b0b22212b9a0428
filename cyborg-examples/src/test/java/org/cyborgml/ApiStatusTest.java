package org.cyborgml;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every package of the library says how stable its API is, and what is stable is built on nothing that is internal. */
class ApiStatusTest {

    private static final Map<String, API> PACKAGES = new TreeMap<>();

    private static JavaClasses library;

    @BeforeAll
    static void read() throws ClassNotFoundException {
        library = new ClassFileImporter()
                .withImportOption(location -> !location.matches(LayoutTest.TESTS))
                .importPackages("org.cyborgml");
        List<String> names = library.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.startsWith("org.cyborgml.app") && !name.startsWith("org.cyborgml.examples"))
                .distinct()
                .toList();
        for (String name : names) {
            API api = Class.forName(name + ".package-info").getAnnotation(API.class);
            assertThat(api).as(name + " has no @API in its package-info").isNotNull();
            PACKAGES.put(name, api);
        }
    }

    private static List<String> packages(Status... statuses) {
        return PACKAGES.entrySet().stream()
                .filter(entry -> List.of(statuses).contains(entry.getValue().status()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void everyPackageIsStableExperimentalOrInternal() {
        assertThat(PACKAGES).hasSizeGreaterThanOrEqualTo(30).allSatisfy((name, api) -> {
            assertThat(api.status()).as(name).isIn(Status.STABLE, Status.EXPERIMENTAL, Status.INTERNAL);
            assertThat(api.since()).as(name).matches("\\d+\\.\\d+\\.\\d+");
        });
        assertThat(packages(Status.STABLE)).contains("org.cyborgml.head", "org.cyborgml.loss", "org.cyborgml.training");
    }

    /** japicmp reads no annotation of a package: its list in the parent must be the same. */
    @Test
    void theComparisonWithTheLastReleaseLeavesOutWhatMayChange() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String japicmp = pom.substring(pom.indexOf("<artifactId>japicmp-maven-plugin"));
        Matcher excludes = Pattern.compile("<exclude>([^<]+)</exclude>")
                .matcher(japicmp.substring(0, japicmp.indexOf("</excludes>")));
        assertThat(excludes.results().map(one -> one.group(1)).toList())
                .containsExactlyInAnyOrderElementsOf(packages(Status.EXPERIMENTAL, Status.INTERNAL));
    }

    @Test
    void signaturesOfTheStableApiHaveNoInternalType() {
        List<String> stable = packages(Status.STABLE);
        List<String> internal = packages(Status.INTERNAL);
        List<String> found = new ArrayList<>();
        for (JavaClass type : library) {
            if (!stable.contains(type.getPackageName()) || !type.getModifiers().contains(JavaModifier.PUBLIC)) {
                continue;
            }
            for (JavaCodeUnit method : type.getCodeUnits()) {
                if (method.getModifiers().contains(JavaModifier.PUBLIC)) {
                    Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                            .filter(used -> internal.contains(used.getPackageName()))
                            .forEach(used -> found.add(method.getFullName() + ": " + used.getSimpleName()));
                }
            }
        }
        assertThat(found.stream().sorted().collect(Collectors.joining("\n"))).isEmpty();
    }
}
