package org.cyborgml.models.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/** Configuration of a vertex with one input and no settings, whose output has the input's size unless it says otherwise. */
abstract class OneInputVertex extends MapsVertex {

    @Override
    final List<Object> settings() {
        return List.of();
    }

    @Override
    InputTypeConvolutional outputOf(List<InputTypeConvolutional> inputs) {
        return inputs.get(0);
    }

    @Override
    public final int minVertexInputs() {
        return 1;
    }

    @Override
    public final int maxVertexInputs() {
        return 1;
    }
}
