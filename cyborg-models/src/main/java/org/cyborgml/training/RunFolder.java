package org.cyborgml.training;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.cyborgml.data.DataException;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.saliency.file.FileWriteException;
import org.cyborgml.saliency.file.WholeFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The files of one training in the authors' layout: {@code Logs/params.json}, {@code Logs/model_log.json},
 * {@code Logs/final_model.safetensors} (the best epoch) and {@code Logs/current_model.zip} (the last one as DL4J has it,
 * with the updater's state, from which a training goes on). Every file is whole at any moment. While the files of an epoch
 * are written, {@code Logs/current_model.zip.part} is there too.
 */
public final class RunFolder {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final double MIB = 1 << 20;

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

    /** The network of an epoch whose other files are being written. */
    private Path unfinishedModel() {
        return logs.resolve("current_model.zip.part");
    }

    /**
     * Tells if a training has begun here.
     *
     * @return true if any of its files is there
     */
    public boolean isBegun() {
        return !files().isEmpty();
    }

    /** The files of the training that are here. */
    List<Path> files() {
        return Stream.of(parametersFile(), logFile(), finalModel(), currentModel())
                .filter(Files::exists)
                .toList();
    }

    /** The names of the files that are here, in words. */
    String filesInWords() {
        return files().stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
    }

    /** True if the settings of the training are here. */
    boolean hasParameters() {
        return Files.exists(parametersFile());
    }

    /** True if an epoch is over: its network or its log is here. */
    boolean hasResults() {
        return Files.exists(finalModel()) || Files.exists(logFile());
    }

    boolean hasFinal() {
        return Files.exists(finalModel());
    }

    boolean hasCurrent() {
        return Files.exists(currentModel());
    }

    /** True if the files of an epoch were being written when the training was stopped. */
    boolean isWithinEpochsFiles() {
        return Files.exists(unfinishedModel());
    }

    void begin(Map<String, ?> parameters) throws IOException {
        Files.createDirectories(logs);
        WholeFile.write(parametersFile(), JSON.writeValueAsBytes(parameters));
    }

    /** The parameters with which the training here was begun. */
    JsonNode parameters() throws IOException {
        return read(parametersFile(), JsonNode.class);
    }

    /** Parameters as they are read back from a file. */
    static JsonNode asWritten(Map<String, ?> parameters) throws IOException {
        // By way of text, so that numbers are of the same types.
        return JSON.readTree(JSON.writeValueAsBytes(parameters));
    }

    private <T> T read(Path file, Class<T> type) throws IOException {
        try {
            T content = JSON.readValue(Files.readAllBytes(file), type);
            if (content == null || content instanceof MissingNode) {
                throw damaged(file, "it holds nothing");
            }
            return content;
        } catch (JacksonException e) {
            throw damaged(file, e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private DataException damaged(Path file, String reason) {
        return new DataException(file + ": is damaged: " + reason + "; put back a copy of it, or delete the folder "
                + logs + " to train from the start");
    }

    /**
     * The log.
     *
     * @return the log, empty if nothing is
     * @throws IOException if the log is there but cannot be read
     */
    public TrainingLog log() throws IOException {
        return Files.exists(logFile()) ? read(logFile(), TrainingLog.class) : TrainingLog.empty();
    }

    void writeLog(TrainingLog log) throws IOException {
        WholeFile.write(logFile(), JSON.writeValueAsBytes(log));
    }

    void writeFinal(Checkpoint checkpoint) throws IOException {
        Safetensors.write(finalModel(), checkpoint);
    }

    /**
     * Writes the network of the last epoch under a temporary name. Until {@link #finishCurrent}, it says that the other files
     * may be of this epoch while {@code current_model.zip} is not there yet or of the one before.
     */
    void writeCurrent(ComputationGraph network) throws IOException {
        try {
            network.save(unfinishedModel().toFile(), true);
            WholeFile.sync(unfinishedModel());
        } catch (IOException e) {
            throw FileWriteException.of(currentModel(), e);
        }
    }

    /** Gives the network of the last epoch its name, when all other files of the epoch are written. */
    void finishCurrent() throws IOException {
        WholeFile.move(unfinishedModel(), currentModel());
    }

    /**
     * Checks that the disk has room for the files that are yet to be written.
     *
     * @param network that is trained
     * @param epochs number of epochs to come
     * @throws IOException if it has not; the message names the folder and both sizes
     */
    void requireSpace(ComputationGraph network, int epochs) throws IOException {
        INDArray state = network.getUpdater().getUpdaterStateViewArray();
        long parameters = network.numParams() * Float.BYTES;
        long ofAnEpoch = 2 * parameters + (state == null ? 0 : state.length() * Float.BYTES);
        // A file is written beside the one that it replaces.
        long needed = ofAnEpoch * (hasCurrent() || epochs == 1 ? 1 : 2);
        FileStore disk = Files.getFileStore(logs);
        if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < needed) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: no space left on the disk for this training's checkpoints: they need %.1f MiB, %.1f MiB are free",
                    logs,
                    needed / MIB,
                    disk.getUsableSpace() / MIB));
        }
    }

    /**
     * Deletes the network of the last epoch with its updater's state, the largest file here: once a training is over and
     * will not go on.
     *
     * @throws IOException if it cannot be deleted
     */
    public void deleteCurrent() throws IOException {
        Files.deleteIfExists(currentModel());
        Files.deleteIfExists(unfinishedModel());
    }

    ComputationGraph readCurrent() throws IOException {
        // DL4J reads entry by entry as far as the file goes, and takes a network without its updater's state for whole;
        // this
        // needs the directory at the end.
        try (ZipFile whole = new ZipFile(currentModel().toFile())) {
            return ComputationGraph.load(currentModel().toFile(), true);
        } catch (IOException | RuntimeException e) {
            // DL4J says nothing that a reader could use about a zip that is cut.
            throw damaged(currentModel(), "it is no whole zip of DL4J");
        }
    }
}
