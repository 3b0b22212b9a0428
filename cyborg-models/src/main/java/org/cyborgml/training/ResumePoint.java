package org.cyborgml.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cyborgml.data.DataException;
import org.cyborgml.models.kernel.KernelPrecision;

/**
 * The point from which a training in a folder continues. It is there only for a training of the same settings; of the settings
 * only the number of epochs may have grown.
 *
 * @param where what is to be done from here
 * @param log the log so far, which may be an epoch ahead of the network
 * @param isFinished true if no epoch is left
 */
record ResumePoint(Where where, TrainingLog log, boolean isFinished) {

    /** Points of a training. */
    enum Where {
        /** No epoch's files are whole: the training begins. */
        BEFORE_FIRST_EPOCH,
        /** The network of the last epoch is there. */
        AFTER_AN_EPOCH,
        /** The same, and there are more epochs to come than the training was begun with. */
        TO_BE_EXTENDED,
        /** All epochs are over, and the network of the last one was deleted. */
        FINISHED_FOR_GOOD
    }

    private static final String SETTINGS = "settings";
    private static final String EPOCHS = "epochs";
    private static final String PRECISION = "precision";

    /**
     * The point in a folder.
     *
     * @param parameters of the training that is to be continued
     * @throws IOException if the folder holds another training, or one that cannot be continued
     */
    static ResumePoint in(RunFolder folder, TrainingSettings settings, Map<String, ?> parameters) throws IOException {
        if (!folder.isBegun()) {
            return new ResumePoint(Where.BEFORE_FIRST_EPOCH, TrainingLog.empty(), false);
        }
        if (!folder.hasParameters()) {
            throw new DataException(folder + ": holds " + folder.filesInWords() + ", but not params.json, so nobody can"
                    + " tell if they are of this training: put it back, or take another folder");
        }
        int begunFor = begunFor(folder, settings, parameters);
        TrainingLog log = folder.log();
        boolean isOver =
                log.epochs() >= settings.epochs() || settings.schedule().isOver(settings.learningRate(), log);
        if (folder.hasCurrent()) {
            Where where = settings.epochs() > begunFor ? Where.TO_BE_EXTENDED : Where.AFTER_AN_EPOCH;
            return new ResumePoint(where, log, isOver && !folder.isWithinEpochsFiles());
        }
        if (!folder.hasResults() || folder.isWithinEpochsFiles()) {
            return new ResumePoint(Where.BEFORE_FIRST_EPOCH, TrainingLog.empty(), false);
        }
        if (isOver && folder.hasFinal()) {
            return new ResumePoint(Where.FINISHED_FOR_GOOD, log, true);
        }
        throw new DataException(folder + ": holds " + folder.filesInWords() + " of " + log.epochs()
                + " epochs, but not current_model.zip, from which the training would go on"
                + (log.epochs() >= begunFor
                        ? " (a finished trial of an experiment deletes it): this training cannot be extended to "
                                + settings.epochs() + " epochs"
                        : "")
                + "; put it back, or train from the start in another folder, if you like with final_model.safetensors as"
                + " the weights to start from");
    }

    /** The number of epochs that the training was begun for, all other settings and notes being the same. */
    private static int begunFor(RunFolder folder, TrainingSettings settings, Map<String, ?> parameters)
            throws IOException {
        JsonNode begun = withPrecision(folder.parameters());
        JsonNode given = RunFolder.asWritten(parameters);
        int epochs = begun.path(SETTINGS).path(EPOCHS).asInt(settings.epochs());
        if (settings.epochs() > epochs
                && !dependOnEpochs(settings)
                && begun.path(SETTINGS) instanceof ObjectNode before) {
            before.put(EPOCHS, settings.epochs());
        }
        Optional<String> difference = difference("", begun, given);
        if (difference.isPresent()) {
            throw new DataException(folder + ": this training was begun with other settings: " + difference.get()
                    + (difference.get().startsWith(EPOCHS + " ") ? reason(settings, epochs) : "")
                    + "; give the settings that it was begun with, or another folder");
        }
        return epochs;
    }

    /** Older files have the precision among the notes, or not at all. */
    private static JsonNode withPrecision(JsonNode begun) {
        if (begun instanceof ObjectNode all
                && all.path(SETTINGS) instanceof ObjectNode settings
                && !settings.has(PRECISION)) {
            JsonNode noted = all.remove(PRECISION);
            settings.put(
                    PRECISION, (noted == null ? KernelPrecision.FP32 : KernelPrecision.named(noted.asText())).name());
        }
        return begun;
    }

    private static boolean dependOnEpochs(TrainingSettings settings) {
        return settings.schedule().dependsOnEpochs() || settings.alphaSchedule().dependsOnEpochs();
    }

    private static String reason(TrainingSettings settings, int begunFor) {
        if (settings.epochs() < begunFor) {
            return " (a training can be extended, not shortened)";
        }
        if (settings.epochs() == begunFor) {
            return "";
        }
        return " (the "
                + (settings.schedule().dependsOnEpochs()
                        ? "rates of schedule " + settings.schedule()
                        : "weights of alpha_schedule " + settings.alphaSchedule())
                + " depend on the number of epochs, so it cannot be extended)";
    }

    private static Optional<String> difference(String name, JsonNode begun, JsonNode given) {
        if (begun.equals(given)) {
            return Optional.empty();
        }
        if (given.isObject() && begun.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            given.fieldNames().forEachRemaining(names::add);
            begun.fieldNames().forEachRemaining(names::add);
            for (String field : names) {
                Optional<String> found = difference(field, begun.path(field), given.path(field));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.of(name + " was " + inWords(begun) + ", now is " + inWords(given));
    }

    private static String inWords(JsonNode value) {
        return value.isMissingNode()
                        || value.isNull()
                        || (value.isTextual() && value.asText().isEmpty())
                ? "not given"
                : value.toString();
    }
}
