package org.cyborgml.spark.scoring;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cyborgml.data.ClassNames;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.EfficientNetPadding;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.WeightKind;
import org.cyborgml.models.checkpoint.CheckpointFiles;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.training.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * A network as it is sent to the executors: the bytes of its checkpoint, and what the checkpoint does not note.
 *
 * @param key tells this network from others
 * @param files of the checkpoint, the one that is opened first
 * @param settings what the checkpoint does not note
 * @param batch number of images that go through the network at once
 */
record NetworkSource(String key, List<Part> files, Settings settings, int batch) implements Serializable {

    /** A file of the checkpoint. */
    static final class Part implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Without folders. */
        private final String name;

        private final byte[] bytes;

        Part(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        Path in(Path folder) {
            return folder.resolve(name);
        }
    }

    /**
     * Settings that a checkpoint may leave open.
     *
     * @param architecture null for the noted one
     * @param side null for the noted one, else the architecture's own
     * @param attention null for the noted kind
     * @param padding null for the noted ones
     * @param classes null for the noted ones
     * @param tap of the CAMs
     * @param precision of the computation
     * @param weights which of the checkpoint's
     */
    record Settings(
            @Nullable Architecture architecture,
            @Nullable Integer side,
            @Nullable AttentionKind attention,
            @Nullable EfficientNetPadding padding,
            @Nullable List<String> classes,
            FeatureTap tap,
            KernelPrecision precision,
            WeightKind weights)
            implements Serializable {}

    /** Reads a checkpoint. */
    static NetworkSource read(Path checkpoint, Settings settings, int batch) throws IOException {
        List<Part> files = new ArrayList<>();
        for (Path file : CheckpointFiles.of(checkpoint).all()) {
            files.add(new Part(String.valueOf(file.getFileName()), Files.readAllBytes(file)));
        }
        return new NetworkSource(UUID.randomUUID().toString(), List.copyOf(files), settings, batch);
    }

    /** Makes the network. */
    TrainedNetwork load() throws IOException {
        Path folder = Files.createTempDirectory("cyborg-checkpoint");
        try {
            for (Part file : files) {
                Files.write(file.in(folder), file.bytes);
            }
            Path opened = files.get(0).in(folder);
            List<String> names = settings.classes();
            return TrainedNetwork.loader(NetworkWeights.read(opened, settings.weights()))
                    .architecture(settings.architecture())
                    .side(settings.side())
                    .attention(settings.attention())
                    .padding(settings.padding())
                    .classes(names == null ? null : ClassNames.of(names))
                    .tap(settings.tap())
                    .precision(settings.precision())
                    .load();
        } finally {
            for (Part file : files) {
                Files.deleteIfExists(file.in(folder));
            }
            Files.delete(folder);
        }
    }
}
