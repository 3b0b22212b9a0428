package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Synthetic Real Synthetic | Real Synthetic",
                "Real | Real Synthetic",
                "Synthetic | Real Synthetic",
                "newt cat dog cat | cat dog newt",
                "Real Fake | Fake Real",
                "Synthetic Real Half | Half Real Synthetic",
                "class10 class2 class1 | class1 class10 class2",
                "b A | A b",
            })
    void labelsAreSortedButRealIsBeforeSynthetic(String labels, String names) {
        assertThat(ClassNames.ofLabels(List.of(labels.split(" "))).names()).containsExactly(names.split(" "));
    }

    @Test
    void labelsThatDifferInCaseOnlyAreASlip() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.ofLabels(List.of("Real", "Synthetic", "real")))
                .withMessageContaining("\"Real\" and \"real\" differ in case only");
        assertThat(ClassNames.of(List.of("a", "A")).index("A")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | there must be 2 to 1000 classes, found 1: a",
                "a,b,a | class \"a\" is given twice",
                "a,,b | the name of a class must have no space at its ends and not be empty, found \"\"",
                "'' | classes must be one line",
                "'a,\"b' | classes must be names between commas",
            })
    void namesThatCannotBeMeantAreRefused(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.parse(line))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "1000, true", "1001, false"})
    void twoToAThousand(int number, boolean accepted) {
        List<String> names = IntStream.range(0, number).mapToObj(i -> "c" + i).toList();
        if (accepted) {
            ClassNames classes = ClassNames.of(names);
            assertThat(classes.index("c" + (number - 1))).isEqualTo(number - 1);
            assertThat(classes.name(number - 1)).isEqualTo("c" + (number - 1));
            assertThat(ClassNames.ofLabels(names).size()).isEqualTo(number);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> ClassNames.of(names));
        }
    }

    @Test
    void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.FACES.index("real"))
                .withMessage("\"real\" is no class: must be one of Real, Synthetic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.unnamed(12).index("x"))
                .withMessageEndingWith("class 8, class 9 and 2 more");
    }

    @Test
    void oneLineHoldsAnyNames() {
        ClassNames classes = ClassNames.of(List.of("newt, crested", "say \"cheese\"", "\u00e9"));
        assertThat(ClassNames.parse(classes.line())).isEqualTo(classes).hasSameHashCodeAs(classes);
        assertThat(ClassNames.parse("a, b ,c").names()).containsExactly("a", "b", "c");
    }

    @Test
    void aNetworkWithoutNamesHasNumbers() {
        assertThat(ClassNames.unnamed(2)).isSameAs(ClassNames.FACES);
        assertThat(ClassNames.unnamed(3).names()).containsExactly("class 0", "class 1", "class 2");
        assertThatIllegalArgumentException().isThrownBy(() -> ClassNames.ofLabels(Collections.emptyList()));
    }
}
