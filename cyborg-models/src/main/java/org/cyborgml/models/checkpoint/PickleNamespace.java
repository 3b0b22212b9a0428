package org.cyborgml.models.checkpoint;

import java.util.Map;

/** An {@code argparse.Namespace}: the options that a training script was called with. */
final class PickleNamespace {

    private Map<?, ?> attributes = Map.of();

    Map<?, ?> attributes() {
        return attributes;
    }

    /** Shares the map: a pickle can set one often, so that copies would cost more than the file is long. */
    void setAttributes(Map<?, ?> attributes) {
        this.attributes = attributes;
    }

    @Override
    public String toString() {
        return "a namespace";
    }
}
