package org.cyborgml.data;

import java.util.Map;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.saliency.map.CamGrid;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
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
     * The form of the batches of a network, from the shapes of its layers; nothing is run.
     *
     * @param network the configuration of a network with a CYBORG head
     * @param input the form of its images
     * @return the form of its batches
     * @throws IllegalArgumentException if the network has no CYBORG head
     */
    public static BatchFormat of(ComputationGraphConfiguration network, InputFormat input) {
        Map<String, InputType> types = network.clone()
                .getLayerActivationTypes(
                        true,
                        InputType.convolutional(
                                input.height(),
                                input.width(),
                                input.normalisation().channels()));
        InputType saliency = types.get(CyborgHead.SALIENCY);
        InputType probabilities = types.get(CyborgHead.PROBABILITIES);
        if (saliency == null || probabilities == null) {
            throw new IllegalArgumentException("the network has no CYBORG head: must have layers "
                    + CyborgHead.PROBABILITIES + " and " + CyborgHead.SALIENCY + ", has " + types.keySet());
        }
        long[] map = saliency.getShape(false);
        int logits = Math.toIntExact(probabilities.getShape(false)[0]);
        CamGrid grid = new CamGrid(Math.toIntExact(map[map.length - 1]), Math.toIntExact(map[map.length - 2]));
        return new BatchFormat(input, grid, logits, network.getDataType());
    }

    /**
     * Number of classes.
     *
     * @return at least 2
     */
    public int classes() {
        return logits == 1 ? 2 : logits;
    }
}
