package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both stages of a siamese training by the command line, and the scores of what comes out. */
class SiameseTrainingTest {

    private static final String TRAIN = "train --quiet --arch efficientnet_b4_st --size 32 --csv DIR/split.csv"
            + " --images DIR/images --epochs 1 --augment none ";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 4);
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }

    private Map<String, CheckpointTensor> weights(String run) throws IOException {
        return NetworkWeights.read(folder.resolve(run).resolve("Logs/final_model.safetensors"))
                .tensors();
    }

    @Test
    void bothStages() throws IOException {
        String first = TRAIN + "--triplets --batch 6 --padding 0.7.1 --out DIR/first";
        assertThat(run(first)).as(errors.toString()).isZero();
        JsonNode settings = json("first/Logs/params.json").get("settings");
        assertThat(settings.get("order").asText()).isEqualTo("TRIPLETS");
        assertThat(settings.get("optimizer").asText()).isEqualTo("ADAM");
        assertThat(settings.get("learning_rate").asDouble()).isEqualTo(1e-5);
        assertThat(settings.get("schedule").asText()).isEqualTo("PLATEAU");
        // Eight anchors, two triplets a batch.
        assertThat(json("first/Logs/model_log.json").get("iterations")).hasSize(4);
        assertThat(json("first/Logs/model_log.json").get("val_acc").get(0).asDouble())
                .isIn(0.0, 0.25, 0.5, 0.75, 1.0);
        assertThat(run(first.replace("--epochs 1", "--epochs 2") + " --resume"))
                .as(errors.toString())
                .isZero();
        assertThat(json("first/Logs/model_log.json").get("iterations")).hasSize(8);

        String features = "DIR/first/Logs/final_model.safetensors";
        assertThat(run("score --quiet --arch efficientnet_b4_st --images DIR/images --out DIR/s.csv --weights "
                        + features))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("missing: feat_ext.efficientnet._conv_stem.weight");

        assertThat(run(TRAIN + "--batch 4 --lr 0.01 --weights " + features + " --out DIR/second"))
                .as(errors.toString())
                .isZero();
        Map<String, CheckpointTensor> learnt = weights("first");
        Map<String, CheckpointTensor> tuned = weights("second");
        String convolution = "efficientnet._conv_head.weight";
        assertThat(tuned.get("feat_ext." + convolution).floats())
                .isEqualTo(learnt.get(convolution).floats());
        String mean = "efficientnet._bn1.running_mean";
        assertThat(tuned.get("feat_ext." + mean).floats())
                .isNotEqualTo(learnt.get(mean).floats());
        assertThat(tuned.get("classifier.0.bias").floats()).isNotEqualTo(new float[1792]);
        assertThat(json("second/Logs/params.json").get("padding").asText()).isEqualTo("0.7.1");

        assertThat(run("score --quiet --arch efficientnet_b4_st --images DIR/images --out DIR/scores.csv --weights"
                        + " DIR/second/Logs/final_model.safetensors"))
                .as(errors.toString())
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("scores.csv"))).hasSize(12);
    }

    @Test
    void whatCannotLearnByTripletsIsRefused() {
        assertThat(run(TRAIN.replace("efficientnet_b4_st", "resnet50") + "--triplets --out DIR/x"))
                .isEqualTo(1);
        assertThat(errors.toString())
                .contains(
                        "--triplets: only efficientnet_b4_st and efficientnet_b4_att_st learn by triplets, not resnet50");
        assertThat(run(TRAIN + "--triplets --batch 8 --out DIR/x")).isEqualTo(1);
        assertThat(errors.toString()).contains("batch must be a multiple of 3 for TRIPLETS, found 8");
        assertThat(run(TRAIN + "--triplets --heatmaps DIR/maps --out DIR/x")).isEqualTo(1);
        assertThat(errors.toString()).contains("--triplets learns features without saliency maps");
    }
}
