package org.cyborgml.spark.scoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;

/** A folder with toy faces, broken images among them, and the checkpoint of a small network. */
final class ToyNetwork {

    /** Images that can be used. */
    static final int IMAGES = 18;

    private ToyNetwork() {}

    static void write(Path folder, int classes) throws IOException {
        ToyFaces.write(folder, IMAGES / 3);
        Files.writeString(folder.resolve("images/broken.png"), "no picture");
        byte[] whole = Files.readAllBytes(folder.resolve("images/face4.png"));
        Files.write(folder.resolve("images/cut.png"), Arrays.copyOf(whole, whole.length / 2));
        Safetensors.write(
                folder.resolve("weights.safetensors"),
                NetworkWeights.of(SmallCnn.builder()
                        .inputSide(ToyFaces.SIDE)
                        .numClasses(classes)
                        .seed(3)
                        .build()
                        .init()));
    }
}
