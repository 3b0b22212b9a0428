package org.cyborgml.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Runs the two programs on SameDiff graphs, and holds the imported network to the ONNX file. */
class SameDiffProgramsTest {

    private static final Pattern TERM = Pattern.compile("(before|after): (\\S+) ([0-9.]+)");

    private interface Program {
        void run() throws Exception;
    }

    private static Map<String, Double> terms(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        Map<String, Double> terms = new HashMap<>();
        Matcher matcher = TERM.matcher(caught.toString(StandardCharsets.UTF_8));
        while (matcher.find()) {
            terms.put(matcher.group(1) + " " + matcher.group(2), Double.valueOf(matcher.group(3)));
        }
        return terms;
    }

    private static void assertAllFall(Map<String, Double> terms) {
        assertThat(terms).hasSize(6);
        for (String term : new String[] {"loss", "loss/classification", "loss/saliency"}) {
            assertThat(terms.get("after " + term)).as(term).isLessThan(terms.get("before " + term));
        }
    }

    @Test
    void networkWrittenInSameDiffLearnsTheClassAndWhereToLook() throws Exception {
        Map<String, Double> terms = terms(() -> SameDiffNetwork.main(new String[0]));
        assertAllFall(terms);
        assertThat(terms.get("after loss/classification")).isLessThan(terms.get("before loss/classification") / 2);
    }

    @Test
    void importedNetworkIsFineTunedAndSaved(@TempDir Path folder) throws Exception {
        Path onnx = folder.resolve("classifier.onnx");
        Path tuned = folder.resolve("tuned.fb");
        OnnxFile file = new OnnxFile();
        file.write(onnx);
        Map<String, Double> terms = terms(() -> OnnxFineTuning.main(new String[] {onnx.toString(), tuned.toString()}));
        assertAllFall(terms);
        assertThat(terms.get("before loss/classification")).isCloseTo(crossEntropy(file), within(6e-4));
        SameDiff loaded = SameDiff.load(tuned.toFile(), true);
        assertThat(loaded.getVariable("conv1.weight").getArr()).isNotEqualTo(file.weight1);
        for (int n : new int[] {1, 3}) {
            Map<String, INDArray> images =
                    Map.of("image", ToyImages.batch(n, 8, 1).getFeatures(0));
            assertThat(loaded.outputSingle(images, "logits").shape()).containsExactly(n, 2);
        }
    }

    /** Mean cross-entropy of the batch that the program prints the terms of, by what the ONNX file says. */
    private static double crossEntropy(OnnxFile file) {
        MultiDataSet batch = ToyImages.batch(32, 8, 99);
        INDArray maps =
                convolution(convolution(batch.getFeatures(0), file.weight1, file.bias1), file.weight2, file.bias2);
        INDArray logits = maps.mean(2, 3).mmul(file.weight.transpose()).addRowVector(file.bias);
        INDArray logProbabilities = Transforms.log(Transforms.softmax(logits));
        return -logProbabilities.mul(batch.getLabels(0)).sumNumber().doubleValue() / 32;
    }

    private static INDArray convolution(INDArray input, INDArray weight, INDArray bias) {
        Conv2DConfig config =
                Conv2DConfig.builder().kH(3).kW(3).sH(2).sW(2).pH(1).pW(1).build();
        return Transforms.relu(
                Nd4j.cnn().conv2d(input, weight.permute(2, 3, 1, 0).dup('c'), bias, config));
    }
}
