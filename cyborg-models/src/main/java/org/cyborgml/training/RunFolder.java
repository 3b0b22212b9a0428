package org.cyborgml.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.saliency.file.WholeFile;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The files of one training in the authors' layout: {@code Logs/params.json}, {@code Logs/model_log.json},
 * {@code Logs/final_model.safetensors} (the best epoch) and {@code Logs/current_model.zip} (the last one as DL4J has it,
 * with the updater's state, from which a training goes on). Every file is whole at any moment.
 */
public final class RunFolder {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path logs;

    private RunFolder(Path logs) {
        this.logs = logs;
    }

    /**
     * The folder of a training; it is made when something is written.
     *
     * @param out the folder that holds {@code Logs}
     * @return the folder
     */
    public static RunFolder of(Path out) {
        return new RunFolder(out.resolve("Logs"));
    }

    /** The folder that holds the files. */
    @Override
    public String toString() {
        return logs.toString();
    }

    /**
     * The checkpoint of the best epoch.
     *
     * @return its file, which need not exist yet
     */
    public Path finalModel() {
        return logs.resolve("final_model.safetensors");
    }

    Path currentModel() {
        return logs.resolve("current_model.zip");
    }

    private Path parametersFile() {
        return logs.resolve("params.json");
    }

    private Path logFile() {
        return logs.resolve("model_log.json");
    }

    /**
     * Tells if a training has begun here.
     *
     * @return true if its settings are there
     */
    public boolean isBegun() {
        return Files.exists(parametersFile());
    }

    void begin(Map<String, ?> parameters) throws IOException {
        Files.createDirectories(logs);
        WholeFile.write(parametersFile(), JSON.writeValueAsBytes(parameters));
    }

    /** The first difference between these parameters and those that the training here was begun with. */
    Optional<String> difference(Map<String, ?> parameters) throws IOException {
        JsonNode begun = JSON.readTree(parametersFile().toFile());
        // By way of text, so that numbers are of the same types.
        JsonNode given = JSON.readTree(JSON.writeValueAsBytes(parameters));
        return difference("", begun, given);
    }

    private static Optional<String> difference(String name, JsonNode begun, JsonNode given) {
        if (begun.equals(given)) {
            return Optional.empty();
        }
        if (given.isObject()) {
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
        return Optional.of(name + " was " + begun + ", now is " + given);
    }

    /**
     * The log.
     *
     * @return the log, empty if nothing is
     * @throws IOException if the log is there but cannot be read
     */
    public TrainingLog log() throws IOException {
        return Files.exists(logFile()) ? JSON.readValue(logFile().toFile(), TrainingLog.class) : TrainingLog.empty();
    }

    void writeLog(TrainingLog log) throws IOException {
        WholeFile.write(logFile(), JSON.writeValueAsBytes(log));
    }

    void writeFinal(Checkpoint checkpoint) throws IOException {
        Safetensors.write(finalModel(), checkpoint);
    }

    void writeCurrent(ComputationGraph network) throws IOException {
        Path unfinished = logs.resolve(".current_model.zip.part");
        network.save(unfinished.toFile(), true);
        WholeFile.move(unfinished, currentModel());
    }

    /**
     * Deletes the network of the last epoch with its updater's state, the largest file here: once a training is over and
     * will not go on.
     *
     * @throws IOException if it cannot be deleted
     */
    public void deleteCurrent() throws IOException {
        Files.deleteIfExists(currentModel());
    }

    Optional<ComputationGraph> readCurrent() throws IOException {
        return Files.exists(currentModel())
                ? Optional.of(ComputationGraph.load(currentModel().toFile(), true))
                : Optional.empty();
    }
}
