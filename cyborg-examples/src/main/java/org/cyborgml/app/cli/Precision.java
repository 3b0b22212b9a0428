package org.cyborgml.app.cli;

import org.nd4j.linalg.api.buffer.DataType;

/** In what precision a network computes. */
enum Precision {
    FLOAT(DataType.FLOAT),
    DOUBLE(DataType.DOUBLE);

    private final DataType type;

    Precision(DataType type) {
        this.type = type;
    }

    DataType type() {
        return type;
    }
}
