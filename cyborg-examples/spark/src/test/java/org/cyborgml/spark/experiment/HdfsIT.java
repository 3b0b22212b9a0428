package org.cyborgml.spark.experiment;

import java.nio.file.Path;

/** On HDFS. */
class HdfsIT extends StorageRuns {

    @Override
    LoopbackStorage storage(Path folder) throws Exception {
        return new LoopbackHdfs(folder);
    }
}
