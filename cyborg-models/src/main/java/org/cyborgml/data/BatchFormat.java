package org.cyborgml.data;

import java.util.Map;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.TripletLossLayer;
import org.cyborgml.saliency.map.CamGrid;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The form of the batches that a network is trained on: one with a CYBORG head, or one that learns features by triplets.
 *
 * @param input the form of its images
 * @param grid of its CAM, to which saliency maps are brought
 * @param logits their number: that of the classes, or 1 where one logit tells two classes apart
 * @param type the network's data type
 * @param labels the label arrays that the network takes
 */
public record BatchFormat(InputFormat input, CamGrid grid, int logits, DataType type, LabelArrays labels) {

    /** Networks that learn by triplets have no CAM. */
    private static final CamGrid NO_CAM = new CamGrid(1, 1);

    /**
     * The form of the batches of a network with a CYBORG head.
     *
     * @param input the form of its images
     * @param grid of its CAM
     * @param logits their number
     * @param type the network's data type
     */
    public BatchFormat(InputFormat input, CamGrid grid, int logits, DataType type) {
        this(input, grid, logits, type, LabelArrays.CLASSES_AND_MAPS);
    }

    /**
     * The form of the batches of a network, from the shapes of its layers; nothing is run.
     *
     * @param network the configuration of a network with a CYBORG head, or with a {@link TripletLossLayer} as its output
     * @param input the form of its images
     * @return the form of its batches
     * @throws IllegalArgumentException if the network has neither
     */
    public static BatchFormat of(ComputationGraphConfiguration network, InputFormat input) {
        if (learnsByTriplets(network)) {
            return new BatchFormat(input, NO_CAM, 1, network.getDataType(), LabelArrays.CLASSES);
        }
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

    private static boolean learnsByTriplets(ComputationGraphConfiguration network) {
        return network.getNetworkOutputs().stream()
                .map(network.getVertices()::get)
                .anyMatch(vertex -> vertex instanceof LayerVertex layer
                        && layer.getLayerConf().getLayer() instanceof TripletLossLayer);
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
