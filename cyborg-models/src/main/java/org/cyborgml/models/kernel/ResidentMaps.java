package org.cyborgml.models.kernel;

import org.cyborgml.cam.DeviceFeatureMaps;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.ConvolutionShape;
import org.cyborgml.models.cuda.DeviceConvolution;
import org.cyborgml.models.cuda.DeviceMaps;
import org.cyborgml.models.cuda.DeviceMemory;
import org.cyborgml.models.cuda.MapElement;
import org.cyborgml.models.cuda.WindowStruct;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maps on a device with what a head wants of them: class maps, which are a 1x1 convolution. */
final class ResidentMaps extends DeviceMaps implements DeviceFeatureMaps {

    private static final long serialVersionUID = 1L;

    private static final WindowStruct ONE_BY_ONE = new WindowStruct(1, 1, 1, 0, 0);

    private final transient DeviceSide side;

    ResidentMaps(DeviceSide side, DeviceMemory memory, long[] shape) {
        super(memory, shape, side.element());
        this.side = side;
    }

    /** In float at least, since all that the head computes depends on it. */
    private DeviceConvolution convolution(INDArray weight) {
        int height = (int) size(2);
        int width = (int) size(3);
        int classes = (int) weight.size(0);
        return side.convolution(
                new ConvolutionShape(
                        (int) size(0), (int) size(1), height, width, classes, height, width, 1, ONE_BY_ONE),
                mapElement() == MapElement.FLOAT ? side.math() : ConvolutionMath.FLOAT32);
    }

    @Override
    public void classMaps(INDArray weight, INDArray bias, INDArray classMaps) {
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long y = operands.out(classMaps);
            convolution(weight).forward(operands.floatsOf(this), operands.in(weight), y);
            side.addBias(y, operands.in(bias), classMaps, MapElement.FLOAT);
        }
    }

    @Override
    public INDArray classMapsBackward(INDArray weight, INDArray gradClassMaps, INDArray gradWeight, INDArray gradBias) {
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long dy = operands.in(gradClassMaps);
            DeviceConvolution convolution = convolution(weight);
            long floats = operands.floatsOf(this);
            convolution.backwardWeight(floats, dy, operands.out(gradWeight));
            side.sumChannels(dy, gradClassMaps, operands.out(gradBias), MapElement.FLOAT);
            convolution.backwardInput(operands.in(weight), dy, floats);
            if (mapElement() == MapElement.BFLOAT16) {
                side.toBfloat16(floats, address(), length());
            }
        }
        return this;
    }
}
