package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.ImmutableMap;
import java.util.Locale;
import java.util.Map;
import org.cyborgml.app.cams.Agreement;

/**
 * The file {@code result.json} of a finished trial: one training of one backbone in one scenario, and its tests.
 *
 * @param backbone id of the backbone
 * @param scenario id of the scenario
 * @param run counted from 1
 * @param seed of the first weights and of the order
 * @param bestEpoch the epoch whose network was tested, an index (from 0) into the lists of {@code model_log.json}; -1 for a
 *     detector that was not trained here, of which all numbers of the training are 0
 * @param epochs trained
 * @param trainSeconds wall-clock time of all epochs, validation included, waiting after interruptions not
 * @param trainLoss mean loss of the best epoch's steps
 * @param trainCrossEntropy mean cross-entropy of the best epoch's steps
 * @param trainSaliency mean distance of the maps in the best epoch's steps; 0 in classical training
 * @param trainAccuracy of the best epoch, in [0,1]
 * @param validationAccuracy of the best epoch, in [0,1]
 * @param test metrics by the test set's id, and {@value #POOLED} over all test sets, a real image that is in several
 *     counted once, unless the plan has a main test set
 * @param agreement of the CAMs with the human maps, by {@value #TRAIN} (the training images) or the test set's
 *     id, and {@value #POOLED} over the test sets that have maps; only where there are maps
 */
public record TrialResult(
        String backbone,
        String scenario,
        int run,
        long seed,
        int bestEpoch,
        int epochs,
        double trainSeconds,
        double trainLoss,
        double trainCrossEntropy,
        double trainSaliency,
        double trainAccuracy,
        double validationAccuracy,
        Map<String, TestMetrics> test,
        @JsonProperty("alignment") Map<String, Agreement> agreement) {

    /** Key of the metrics over all test sets together. */
    public static final String POOLED = "pooled";

    /** Key of the training images. */
    public static final String TRAIN = "train";

    /** Copies the maps in their order. */
    public TrialResult {
        test = ImmutableMap.copyOf(test);
        agreement = ImmutableMap.copyOf(agreement);
    }

    /** Tells if a network was trained for it; else its scores come from elsewhere. */
    @JsonIgnore
    public boolean isTrained() {
        return bestEpoch >= 0;
    }

    /** The best epoch and what came of it, in words. */
    String inWords() {
        TestMetrics pooled = test.get(POOLED);
        String tested = pooled == null
                ? ""
                : pooled.images() == null
                        ? String.format(Locale.ROOT, ", AUC of all test sets %.4f", pooled.auc())
                        : String.format(Locale.ROOT, ", accuracy on all test sets %.4f", pooled.accuracy());
        return isTrained()
                ? String.format(
                        Locale.ROOT,
                        "epoch %d of %d is the best, validation %.4f%s",
                        bestEpoch + 1,
                        epochs,
                        validationAccuracy,
                        tested)
                : "scores read" + tested;
    }
}
