package org.cyborgml.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMapBuilder;

/** Turns what people marked on images into saliency maps, one per image, as the paper did (section 4.3). */
public final class MapsFromAnnotations {

    private MapsFromAnnotations() {}

    /**
     * Runs the program.
     *
     * @param arguments the annotations (JSON, CSV, or a folder of masks), a new folder for the maps, and an image's path
     * @throws IOException if a file cannot be used; the message names it
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        BatchResult result = MapBatch.with(SaliencyMapBuilder.paper()).build(Path.of(arguments[0]), folder);
        System.out.println(result.maps().size() + " maps in " + folder);
        result.failures().forEach(System.out::println);
        Optional<Raster> map = MapFolder.open(folder).read(arguments[2]);
        System.out.println("map of " + arguments[2] + " on a ResNet50's CAM grid:");
        float[] values = new CamGrid(7, 7).downsize(map.orElseThrow()).toArray();
        for (int i = 0; i < values.length; i++) {
            System.out.printf("%5.2f%s", values[i], i % 7 == 6 ? System.lineSeparator() : "");
        }
    }
}
