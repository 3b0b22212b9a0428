package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.cyborgml.app.experiment.CommonFiles;

/**
 * Files that trials in several executors need: the first that has made one puts it into the experiment's folder. Two that make one
 * at the same time make the same bits.
 *
 * @param out the experiment's folder
 * @param local the folder of the trial on this machine, laid out as the experiment's
 */
record CommonFilesOfTrials(Path out, Path local) implements CommonFiles {

    @Override
    public void require(Path file, Maker maker) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path shared = out.resolve(local.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        if (Files.exists(shared)) {
            Copies.copyWhole(shared, file);
            return;
        }
        maker.make(file);
        try {
            Copies.copyWhole(file, shared);
        } catch (IOException e) {
            throw new PublishException(e);
        }
    }
}
