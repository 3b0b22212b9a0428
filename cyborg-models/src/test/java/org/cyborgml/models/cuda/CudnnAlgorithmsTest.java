package org.cyborgml.models.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cyborgml.models.cuda.CudnnAlgorithms.Choice;
import org.cyborgml.models.cuda.CudnnAlgorithms.Wish;
import org.junit.jupiter.api.Test;

/** Answers laid out as cudnnConvolutionFwdAlgoPerf_t of cuDNN 9's header: 48 bytes each. */
class CudnnAlgorithmsTest {

    private static final int FMA = 3;
    private static final int TENSOR = 1;
    private static final long SMALL = 100;
    private static final long LARGE = 5L << 30;

    private final CudnnAlgorithms answers = new CudnnAlgorithms();

    private void answer(int algorithm, int status, long memory, boolean isDeterministic, int math) {
        long at = 48L * answers.returned[0]++;
        answers.results.setInt(at, algorithm);
        answers.results.setInt(at + 4, status);
        answers.results.setFloat(at + 8, 1);
        answers.results.setLong(at + 16, memory);
        answers.results.setInt(at + 24, isDeterministic ? 1 : 0);
        answers.results.setInt(at + 28, math);
    }

    private Choice best(ConvolutionMath math, ConvolutionSearch search, int unwanted) {
        return answers.best(new Wish(math, search, 1L << 30, unwanted), "a pass");
    }

    @Test
    void takesTheFirstThatIsAsWished() {
        answer(7, 0, SMALL, true, FMA);
        answer(6, 9, SMALL, true, FMA);
        answer(4, 0, LARGE, true, FMA);
        answer(3, 0, SMALL, true, TENSOR);
        answer(0, 0, SMALL, false, FMA);
        answer(1, 0, 2 * SMALL, true, FMA);
        assertThat(best(ConvolutionMath.FLOAT32, ConvolutionSearch.DETERMINISTIC, -1))
                .isEqualTo(new Choice(7, SMALL));
        assertThat(best(ConvolutionMath.FLOAT32, ConvolutionSearch.DETERMINISTIC, 7))
                .isEqualTo(new Choice(1, 2 * SMALL));
        assertThat(best(ConvolutionMath.FLOAT32, ConvolutionSearch.FASTEST, 7)).isEqualTo(new Choice(0, SMALL));
        assertThat(best(ConvolutionMath.TF32, ConvolutionSearch.DETERMINISTIC, 7))
                .isEqualTo(new Choice(3, SMALL));
    }

    @Test
    void saysThatThereIsNone() {
        answer(0, 0, SMALL, false, FMA);
        assertThatThrownBy(() -> best(ConvolutionMath.FLOAT32, ConvolutionSearch.DETERMINISTIC, -1))
                .isInstanceOf(CudaException.class)
                .hasMessage("cuDNN has no algorithm for a pass within 1024 MiB");
    }
}
