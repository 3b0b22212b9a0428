package org.cyborgml.examples.cams;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cyborgml.saliency.file.WholeFile;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/** The mean of maps as JSON: {@code {"height", "width", "images", "mean": [...]}}, height * width values row by row. */
public final class MeanMapFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MeanMapFile() {}

    /**
     * Writes a mean, replacing a file of that name.
     *
     * @param file where to; its folder must exist
     * @param maps at least one map
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, MeanMapAccumulator maps) throws IOException {
        SaliencyMap mean = maps.mean();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("height", mean.height());
        fields.put("width", mean.width());
        fields.put("images", maps.count());
        fields.put("mean", mean.toArray());
        WholeFile.write(file, JSON.writeValueAsBytes(fields));
    }
}
