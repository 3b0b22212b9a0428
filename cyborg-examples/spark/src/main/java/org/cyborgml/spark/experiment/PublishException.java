package org.cyborgml.spark.experiment;

import java.io.IOException;

/** Files of a trial could not be published, which is no failure of the trial. */
final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublishException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
