package org.cyborgml.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.cyborgml.metrics.RunSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0.1234, 3, 0.123, +0.123",
        "-0.1236, 3, −0.124, −0.124",
        "-0.0001, 3, 0.000, 0.000",
        "0.0001, 3, 0.000, 0.000",
        "12, 0, 12, +12"
    })
    void numbersWithARealMinusAndNoNegativeZero(double value, int decimals, String fixed, String signed) {
        assertThat(Numbers.fixed(value, decimals)).isEqualTo(fixed);
        assertThat(Numbers.signed(value, decimals)).isEqualTo(signed);
    }

    @ParameterizedTest
    @CsvSource({"0.0004, < 0.001", "0.0625, 0.0625", "0.0312, 0.0312", "0.438, 0.44", "1, 1.00"})
    void pValuesKeepTheDigitsThatMatter(double value, String text) {
        assertThat(Numbers.pValue(value)).isEqualTo(text);
        assertThat(Numbers.pEquals(value)).isEqualTo(value < 0.001 ? "p < 0.001" : "p = " + text);
    }

    @Test
    void meansComeWithTheirDeviationWhereThereIsOne() {
        assertThat(Numbers.meanAndDeviation(RunSummary.of(0.8, 0.9), 3)).isEqualTo("0.850 ± 0.071");
        assertThat(Numbers.meanAndDeviation(RunSummary.of(0.8), 3)).isEqualTo("0.800");
    }

    @Test
    void tablesHaveFourDecimalsWhereThreeWouldShowNothing() {
        assertThat(Numbers.decimals(DoubleStream.of(0.0005, 0, -0.2, Double.NaN)))
                .isEqualTo(3);
        assertThat(Numbers.decimals(DoubleStream.of(0.3, -0.00049))).isEqualTo(4);
        assertThat(Numbers.decimals(DoubleStream.empty())).isEqualTo(3);
    }
}
