package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.WeightKind;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointFiles;
import org.cyborgml.saliency.file.FileHash;
import picocli.CommandLine.Option;

/** The option that chooses the moving average in a checkpoint, shared by the commands that read weights. */
@OptionGroup("Images and weights")
public final class EmaOption {

    @Option(
            names = "--ema",
            description = "Take the moving average (EMA) of the weights, which some checkpoints hold beside them.")
    private boolean isAsked;

    /** The option, to be filled by picocli. */
    public EmaOption() {}

    /** Which of a checkpoint's weights are meant. */
    public WeightKind weights() {
        return isAsked ? WeightKind.AVERAGED : WeightKind.TRAINED;
    }

    /** Reads the weights, or their moving average; says so if there is one that is not used. */
    Checkpoint read(Path weights, Console console) throws IOException {
        Checkpoint read = NetworkWeights.read(weights, weights());
        if (!isAsked && read.isAverage()) {
            console.say(weights + " holds only the moving average (EMA) of the weights, which is used");
        } else if (!isAsked && read.averaged().isPresent()) {
            console.say(weights + " holds a moving average (EMA) of the weights too, which is not used; --ema uses it");
        }
        return read;
    }

    /** The weights as they are noted: a path, or a hash. */
    String noted(String weights) {
        return weights + (isAsked ? " (EMA)" : "");
    }

    /** The hash of the file, or those of all files of the checkpoint. */
    static String hash(Path weights) throws IOException {
        List<String> hashes = new ArrayList<>();
        for (Path file : CheckpointFiles.of(weights).all()) {
            hashes.add(FileHash.sha256(file));
        }
        return String.join("+", hashes);
    }
}
