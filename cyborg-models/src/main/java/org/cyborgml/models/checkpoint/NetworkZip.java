package org.cyborgml.models.checkpoint;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cyborgml.saliency.file.WholeFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.core.type.TypeReference;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A ComputationGraph in the zip of DL4J's ModelSerializer, read without trusting the file. {@code ComputationGraph.load}
 * loads any class that the file names and allocates arrays of any length that it states. This class loads only classes of
 * DL4J and of this library, and the number of parameters must be that of the configuration. The updater's state is not read.
 *
 * <p>Networks with layers of your own are for {@code ComputationGraph.load}, which trusts the file.
 */
public final class NetworkZip {

    private static final String CONFIGURATION = "configuration.json";
    private static final String PARAMETERS = "coefficients.bin";

    /** Notes beside the network, which DL4J ignores. */
    private static final String NOTES = "notes.json";

    private static final int LARGEST_CONFIGURATION = 1 << 24;
    private static final int LARGEST_NOTES = 1 << 16;

    /** Parameters do not compress well: a few bytes must not pretend to be gigabytes. */
    private static final int MOST_INFLATION = 16;

    private static final long ALWAYS_ALLOWED_BYTES = 64L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ComputationGraph network;
    private final Map<String, String> notes;

    private NetworkZip(ComputationGraph network, Map<String, String> notes) {
        this.network = network;
        this.notes = notes;
    }

    /**
     * Recognises a network saved by DL4J: a zip with a configuration in it, whole or damaged.
     *
     * @param file any file
     * @return true if it looks like one; false if it cannot be read
     */
    public static boolean isOne(Path file) {
        try {
            return ZipDirectory.read(FileBytes.map(file)).names().contains(CONFIGURATION);
        } catch (CheckpointException e) {
            return false;
        }
    }

    /**
     * Reads a network.
     *
     * @param file a file of DL4J's ModelSerializer or of {@link #write}
     * @return the network, initialised, and its notes
     * @throws CheckpointException if the file cannot be read or is damaged, its configuration needs a class that is
     *     neither DL4J's nor this library's, or its parameters are not those of its configuration
     */
    public static NetworkZip read(Path file) throws CheckpointException {
        return read(FileBytes.map(file));
    }

    static NetworkZip read(FileBytes file) throws CheckpointException {
        ZipDirectory zip = ZipDirectory.read(file);
        String json = new String(bytes(file, zip, CONFIGURATION, LARGEST_CONFIGURATION), StandardCharsets.UTF_8);
        ComputationGraphConfiguration configuration = SavedConfiguration.parse(file, json);
        Map<String, String> notes = notes(file, zip);
        try {
            return new NetworkZip(network(file, zip, configuration), notes);
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // DL4J finds what is wrong with a configuration while it makes the network, in many ways.
            throw new CheckpointException(
                    file.name(),
                    "configuration makes no network: "
                            + SavedConfiguration.firstLine(e.getClass().getSimpleName() + ", " + e.getMessage()),
                    e);
        }
    }

    private static ComputationGraph network(
            FileBytes file, ZipDirectory zip, ComputationGraphConfiguration configuration) throws IOException {
        DataType type = configuration.getDataType();
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw file.error("configuration has the data type " + type + ": must be FLOAT or DOUBLE");
        }
        long parameters = parameters(file, configuration);
        long bytes = Math.multiplyExact(parameters, type.width());
        if (bytes > MOST_INFLATION * file.size() + ALWAYS_ALLOWED_BYTES) {
            throw file.error("configuration has " + parameters + " parameters: must not take above " + MOST_INFLATION
                    + " times the file's " + file.size() + " bytes");
        }
        try (InputStream in = zip.open(PARAMETERS, bytes + SavedArray.headerBytes())) {
            INDArray row = SavedArray.read(file, CheckpointException.quote(PARAMETERS), in, type, parameters);
            ComputationGraph network = new ComputationGraph(configuration);
            network.init(row.reshape(parameters), false);
            return network;
        }
    }

    /** Each vertex's share is checked, so that a negative one cannot make room for another. */
    private static long parameters(FileBytes file, ComputationGraphConfiguration configuration)
            throws CheckpointException {
        long sum = 0;
        for (Map.Entry<String, GraphVertex> vertex : configuration.getVertices().entrySet()) {
            long own = vertex.getValue().numParams(true);
            if (own < 0) {
                throw file.error("configuration has " + own + " parameters in vertex "
                        + CheckpointException.quote(vertex.getKey()) + ": must not be negative");
            }
            sum = Math.addExact(sum, own);
        }
        if (sum == 0) {
            throw file.error("configuration has no parameters: must have some");
        }
        return sum;
    }

    private static Map<String, String> notes(FileBytes file, ZipDirectory zip) throws CheckpointException {
        if (!zip.names().contains(NOTES)) {
            return Map.of();
        }
        byte[] json = bytes(file, zip, NOTES, LARGEST_NOTES);
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (IOException e) {
            throw new CheckpointException(
                    file.name(), "record " + CheckpointException.quote(NOTES) + " must be texts by name, in JSON", e);
        }
    }

    private static byte[] bytes(FileBytes file, ZipDirectory zip, String name, int most) throws CheckpointException {
        try (InputStream in = zip.open(name, most)) {
            return in.readAllBytes();
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw new CheckpointException(file.name(), "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a network as DL4J's ModelSerializer does, without the updater's state, as a {@link WholeFile}: synced to the
     * disk, then moved into place, replacing one of that name.
     *
     * @param file where to; its folder must exist
     * @param network an initialised network
     * @param notes kept beside it for {@link #notes()}; DL4J does not look at them
     * @throws IOException if it cannot be written, which leaves what stood under the name untouched
     */
    public static void write(Path file, ComputationGraph network, Map<String, String> notes) throws IOException {
        WholeFile.write(file, channel -> {
            try (ZipOutputStream zip =
                    new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
                put(zip, CONFIGURATION, network.getConfiguration().toJson());
                zip.putNextEntry(new ZipEntry(PARAMETERS));
                DataOutputStream data = new DataOutputStream(zip);
                Nd4j.write(network.params(), data);
                data.flush();
                zip.closeEntry();
                if (!notes.isEmpty()) {
                    put(zip, NOTES, JSON.writeValueAsString(notes));
                }
            }
        });
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /**
     * The network.
     *
     * @return the same one every time, ready to use; its updater starts anew
     */
    public ComputationGraph network() {
        return network;
    }

    /**
     * The notes that {@link #write} was given beside the network.
     *
     * @return keys to values, unmodifiable, empty for a file of DL4J
     */
    public Map<String, String> notes() {
        return java.util.Collections.unmodifiableMap(notes);
    }
}
