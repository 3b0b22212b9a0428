package org.cyborgml.spark.experiment;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** On S3, where the build was told to get a server. */
@EnabledIfSystemProperty(named = "s3.home", matches = ".+")
class S3IT extends StorageRuns {

    @Override
    LoopbackStorage storage(Path folder) throws Exception {
        return new LoopbackS3(folder);
    }
}
