package org.cyborgml.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.samediff.CyborgOps;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.samediff.frameworkimport.onnx.importer.OnnxFrameworkImporter;

/** Imports a classifier from an ONNX file, gives it the CYBORG head and fine-tunes it with human saliency maps. */
public final class OnnxFineTuning {

    private OnnxFineTuning() {}

    /**
     * Runs the program.
     *
     * @param arguments the ONNX file and the file for the tuned SameDiff graph. The ONNX file has the tensors {@code image}
     *     {@code [N, 3, 32, 32]}, {@code features} {@code [N, F, 8, 8]}, {@code fc.weight} {@code [2, F]} and {@code fc.bias}
     *     {@code [2]}; the viewer Netron shows the names in other files
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        OnnxModel model = OnnxModel.read(Path.of(arguments[0]));
        Path backbone = Files.createTempFile("backbone", ".onnx");
        model.writeUpTo("features", backbone);
        SameDiff sd = new OnnxFrameworkImporter().runImport(backbone.toString(), new HashMap<>(), false);
        List<SDVariable> parameters = sd.variables().stream()
                .filter(variable -> variable.name().matches(".*\\.(weight|bias)"))
                .toList();
        sd.convertToVariables(parameters); // Imported as constants, which are not trained.
        SDVariable features = sd.getVariable("features");
        SDVariable weight = sd.var("fc.weight", model.tensor("fc.weight"));
        SDVariable bias = sd.var("fc.bias", model.tensor("fc.bias"));
        SDVariable logits = features.mean(2, 3).mmul(weight.permute(1, 0)).add("logits", bias);
        CyborgOps.forClasses(sd, 2)
                .loss(CyborgLoss.reference())
                .logits(logits)
                .labels(sd.placeHolder("label", DataType.FLOAT, -1, 2))
                .featureMaps(features, weight)
                .humanMaps(sd.placeHolder("map", DataType.FLOAT, -1, 8, 8))
                .add("loss");
        sd.setTrainingConfig(TrainingConfig.builder()
                .updater(new Adam(0.01))
                .dataSetFeatureMapping("image")
                .dataSetLabelMapping("label", "map")
                .build());
        print(sd, "before");
        for (int step = 1; step <= 40; step++) {
            sd.fit(ToyImages.batch(16, 8, step));
        }
        print(sd, "after");
        sd.save(Path.of(arguments[1]).toFile(), true);
    }

    private static void print(SameDiff sd, String when) {
        MultiDataSet batch = ToyImages.batch(32, 8, 99);
        Map<String, INDArray> fed =
                Map.of("image", batch.getFeatures(0), "label", batch.getLabels(0), "map", batch.getLabels(1));
        sd.output(fed, "loss", "loss/classification", "loss/saliency")
                .forEach((name, value) -> System.out.printf("%s: %s %.3f%n", when, name, value.getDouble()));
    }
}
