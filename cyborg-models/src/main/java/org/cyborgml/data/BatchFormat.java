package org.cyborgml.data;

import org.cyborgml.saliency.map.CamGrid;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The form of the batches that a network with a CYBORG head is trained on.
 *
 * @param input the form of its images
 * @param grid of its CAM, to which saliency maps are brought
 * @param logits their number: that of the classes, or 1 where one logit tells two classes apart
 * @param type the network's data type
 */
public record BatchFormat(InputFormat input, CamGrid grid, int logits, DataType type) {

    /**
     * Number of classes.
     *
     * @return at least 2
     */
    public int classes() {
        return logits == 1 ? 2 : logits;
    }
}
