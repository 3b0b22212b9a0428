package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {

    /** The sum with as many digits as it has, rounded once. */
    private static double rounded(List<Double> numbers) {
        return numbers.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    private static List<Double> numbers(Random random, int exponents) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double number = Math.scalb(random.nextDouble() - 0.5, random.nextInt(exponents) - exponents / 2);
            numbers.add(number);
            if (random.nextInt(4) == 0) {
                numbers.add(-number);
            }
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 1000, 2000})
    void isTheSumOfAllDigitsRoundedOnceInEveryOrder(int exponents) {
        Random random = new Random(exponents);
        for (int trial = 0; trial < 50; trial++) {
            List<Double> numbers = numbers(random, exponents);
            double expected = rounded(numbers);
            assertThat(ExactSum.of(numbers).value()).isEqualTo(expected);
            Collections.shuffle(numbers, random);
            assertThat(ExactSum.of(numbers).value()).isEqualTo(expected);
        }
    }

    @Test
    void aNumberHalfWayIsRoundedByWhatIsBehindIt() {
        double half = Math.ulp(1.0) / 2;
        assertThat(ExactSum.of(List.of(1.0, half)).value()).isEqualTo(1);
        assertThat(ExactSum.of(List.of(1.0, half, 1e-300)).value()).isEqualTo(Math.nextUp(1.0));
        assertThat(ExactSum.of(List.of(1.0, half, -1e-300)).value()).isEqualTo(1);
        assertThat(ExactSum.of(List.of(1.0, 3 * half)).value()).isEqualTo(1 + 4 * half);
        assertThat(ExactSum.of(List.of(1.0, 3 * half, -1e-300)).value()).isEqualTo(1 + 2 * half);
    }

    @Test
    void partsOfSeveralSumsMakeTheSameSum() {
        Random random = new Random(5);
        List<Double> numbers = numbers(random, 300);
        ExactSum whole = new ExactSum();
        for (int from = 0; from < numbers.size(); from += 17) {
            ExactSum part = ExactSum.of(numbers.subList(from, Math.min(numbers.size(), from + 17)));
            if (random.nextBoolean()) {
                whole.add(part);
            } else {
                whole.add(ExactSum.of(part.parts()));
            }
        }
        assertThat(whole.value()).isEqualTo(rounded(numbers));
        whole.add(whole);
        assertThat(whole.value()).isEqualTo(2 * rounded(numbers));
        assertThat(new ExactSum().value()).isEqualTo(0);
        assertThat(new ExactSum().parts()).isEmpty();
    }

    @Test
    void refusesWhatHasNoSum() {
        ExactSum sum = new ExactSum();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sum.add(Double.NaN))
                .withMessage("number must be finite, found NaN");
        sum.add(Double.MAX_VALUE);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> sum.add(Double.MAX_VALUE))
                .withMessageContaining("beyond the largest double");
    }
}
