package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.models.Architecture;
import org.jspecify.annotations.Nullable;

/**
 * A detector that the experiment does not train: score files made elsewhere, a network with its weights, or an ONNX file.
 *
 * <p>A score file is a csv of path and score, as {@link org.cyborgml.scoring.ScoreTable} reads it, with a row for every image of a
 * test set; it may have more. Its path may hold {@value #BACKBONE}, {@value #RUN} and {@value #TEST_SET}, for files of their own.
 *
 * @param scores path of the score file below the data root; null for others
 * @param arch the network; null for others
 * @param weights the network's checkpoint, below the data root; null for others
 * @param onnx the ONNX file; null for others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetectorMember(
        @Nullable String scores, @Nullable Architecture arch, @Nullable String weights, @Nullable OnnxEntry onnx) {

    static final String BACKBONE = "{backbone}";
    static final String RUN = "{run}";
    static final String TEST_SET = "{test_set}";

    /**
     * Checks that it is one of the three.
     *
     * @throws IllegalArgumentException if it is none or several of score files, a network with weights and an ONNX file
     */
    public DetectorMember {
        int kinds = (scores != null ? 1 : 0) + (arch != null || weights != null ? 1 : 0) + (onnx != null ? 1 : 0);
        if (kinds != 1 || (arch == null) != (weights == null)) {
            throw new IllegalArgumentException("a detector must have either scores, or arch and weights, or onnx");
        }
    }

    @JsonCreator
    static DetectorMember read(
            @JsonProperty("scores") @Nullable String scores,
            @JsonProperty("arch") @Nullable Architecture arch,
            @JsonProperty("weights") @Nullable String weights,
            @JsonProperty("onnx") @Nullable OnnxEntry onnx) {
        return new DetectorMember(scores, arch, weights, onnx);
    }

    /**
     * Score files.
     *
     * @param file path below the data root, with or without places to fill in
     * @return the member
     */
    public static DetectorMember ofScores(String file) {
        return new DetectorMember(file, null, null, null);
    }

    /**
     * A network.
     *
     * @param arch its architecture
     * @param weights its checkpoint, below the data root
     * @return the member
     */
    public static DetectorMember ofNetwork(Architecture arch, String weights) {
        return new DetectorMember(null, arch, weights, null);
    }

    /**
     * A detector in an ONNX file.
     *
     * @param entry the file and what it does not state
     * @return the member
     */
    public static DetectorMember ofOnnx(OnnxEntry entry) {
        return new DetectorMember(null, null, null, entry);
    }

    /** The file that it needs for a test set: scores with the places filled in, weights, or the ONNX file. */
    String file(String backbone, int run, TestSet test) {
        String path = scores;
        if (path == null) {
            return onnx != null ? onnx.file() : Objects.requireNonNull(weights);
        }
        for (Map.Entry<String, String> place : Map.of(
                        BACKBONE, backbone, RUN, Integer.toString(run), TEST_SET, test.id())
                .entrySet()) {
            path = path.replace(place.getKey(), place.getValue());
        }
        return path;
    }

    /** Tells if its scores are made here, by images through a network. */
    boolean isScoredHere() {
        return scores == null;
    }

    /** Tells if all runs have the same scores. */
    boolean isSameInEveryRun() {
        return scores == null || !scores.contains(RUN);
    }
}
