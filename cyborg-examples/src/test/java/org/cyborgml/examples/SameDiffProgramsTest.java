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
import org.nd4j.samediff.frameworkimport.onnx.importer.OnnxFrameworkImporter;

/** Runs the two programs on SameDiff graphs, and holds what ND4J imports to what the ONNX file says. */
class SameDiffProgramsTest {

    private static final Pattern TERM = Pattern.compile("(before|after): (\\S+) ([0-9.]+)");

    private static Map<String, Double> terms(Runnable program) {
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
    void networkWrittenInSameDiffLearnsTheClassAndWhereToLook() {
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
        assertAllFall(terms(() -> OnnxFineTuning.main(new String[] {onnx.toString(), tuned.toString()})));
        SameDiff loaded = SameDiff.load(tuned.toFile(), true);
        assertThat(loaded.getVariable("conv1.weight").getArr()).isNotEqualTo(file.weight1);
        for (int n : new int[] {1, 3}) {
            Map<String, INDArray> images =
                    Map.of("image", ToyImages.batch(n, 8, 1).getFeatures(0));
            assertThat(loaded.outputSingle(images, "head/logits").shape()).containsExactly(n, 2);
        }
    }

    /** The convolutions are imported right, their gradients too; the bias of Gemm is lost, as OnnxFineTuning says. */
    @Test
    void importedFeatureMapsAndGradientsAreThoseOfTheFile(@TempDir Path folder) throws Exception {
        Path onnx = folder.resolve("classifier.onnx");
        OnnxFile file = new OnnxFile();
        file.write(onnx);
        SameDiff imported = new OnnxFrameworkImporter().runImport(onnx.toString(), new HashMap<>(), false);
        MultiDataSet batch = ToyImages.batch(3, 8, 1);
        Map<String, INDArray> fed = Map.of("image", batch.getFeatures(0));
        SameDiff written = SameDiff.create();
        var image = written.constant(batch.getFeatures(0));
        var first = written.var("conv1.weight", file.weight1.permute(2, 3, 1, 0).dup());
        var second =
                written.var("conv2.weight", file.weight2.permute(2, 3, 1, 0).dup());
        Conv2DConfig stride2 =
                Conv2DConfig.builder().kH(3).kW(3).sH(2).sW(2).pH(1).pW(1).build();
        var relu1 = written.nn().relu(written.cnn().conv2d(image, first, written.constant(file.bias1), stride2), 0);
        var features = written.nn()
                .relu(written.cnn().conv2d(relu1, second, written.constant(file.bias2), stride2), 0)
                .rename("features");
        INDArray expected = written.outputSingle(Map.of(), "features");
        assertThat(imported.outputSingle(fed, "features").equalsWithEps(expected, 1e-5))
                .isTrue();

        INDArray direction = Nd4j.rand(expected.shape());
        features.mul(written.constant(direction)).sum().markAsLoss();
        imported.convertToVariables(
                java.util.List.of(imported.getVariable("conv1.weight"), imported.getVariable("conv2.weight")));
        imported.getVariable("features").mul(imported.constant(direction)).sum().markAsLoss();
        Map<String, INDArray> gradients = imported.calculateGradients(fed, "conv1.weight", "conv2.weight");
        written.calculateGradients(Map.of(), "conv1.weight", "conv2.weight").forEach((name, gradient) -> {
            INDArray difference = gradients.get(name).sub(gradient.permute(3, 2, 0, 1));
            double largest = Transforms.abs(gradient).maxNumber().doubleValue();
            assertThat(Transforms.abs(difference).maxNumber().doubleValue())
                    .as(name)
                    .isCloseTo(0, within(1e-4 * largest));
        });

        INDArray withoutBias = expected.mean(2, 3).mmul(file.weight.transpose());
        assertThat(imported.outputSingle(fed, "logits").equalsWithEps(withoutBias, 1e-4))
                .as("M2.1 drops the bias of Gemm")
                .isTrue();
    }
}
