package org.cyborgml.scoring;

import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.map.SaliencyMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Class activation maps as {@link SaliencyMap saliency maps}, which are resized, compared and written to files. */
public final class CamMap {

    private CamMap() {}

    /**
     * The map of one image.
     *
     * @param cams scaled CAMs {@code [N, h, w]}, values in [0,1]
     * @param image its index, from 0
     * @return its map, h x w
     */
    public static SaliencyMap of(INDArray cams, int image) {
        INDArray cam = cams.slice(image).castTo(DataType.FLOAT).dup('c');
        ImageSize size = new ImageSize((int) cam.size(1), (int) cam.size(0));
        return SaliencyMap.of(FloatPlane.wrap(size, cam.reshape(cam.length()).toFloatVector()));
    }
}
