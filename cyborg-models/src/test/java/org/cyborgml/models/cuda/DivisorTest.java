package org.cyborgml.models.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DivisorTest {

    private static final int SMALL = 3000;
    private static final int ALL = 20_000;

    /** As kernels.cu has it. */
    private static int quotient(int dividend, Divisor by) {
        int[] fields = by.fields();
        long multiplier = Integer.toUnsignedLong(fields[1]);
        return multiplier == 0 ? dividend : (int) ((dividend * multiplier) >>> 32 >>> fields[2]);
    }

    @Test
    void dividesAllNumbersBelowTwoToThe31() {
        Random random = new Random(1);
        for (int i = 1; i < ALL; i++) {
            int number = i < SMALL ? i : Math.max(1, random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31));
            Divisor divisor = new Divisor(number);
            int last = Integer.MAX_VALUE / number * number;
            int[] dividends = {
                0, 1, number - 1, number, Integer.MAX_VALUE, last, last - 1, random.nextInt(Integer.MAX_VALUE)
            };
            for (int dividend : dividends) {
                assertThat(quotient(dividend, divisor))
                        .as("%s / %s", dividend, number)
                        .isEqualTo(dividend / number);
            }
        }
        assertThat(quotient(Integer.MAX_VALUE, new Divisor(Integer.MAX_VALUE))).isOne();
    }

    @Test
    void refusesZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Divisor(0))
                .withMessage("a divisor must be at least 1, found 0");
    }
}
