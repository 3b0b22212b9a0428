package org.cyborgml.models;

import com.fasterxml.jackson.annotation.JsonValue;
import org.cyborgml.models.kernel.Window;

/**
 * The paddings of the convolutions of EfficientNet in the versions of the package {@code efficientnet_pytorch}, which sets them for images of
 * one size, 380x380 for B4, whatever size they then have. A checkpoint must be used with the paddings that it was
 * trained with; the file does not tell which.
 */
public enum EfficientNetPadding {

    /**
     * Up to 0.6.3: every layer is padded as if it saw the images' own size. At sides that are multiples of 32 this is
     * TensorFlow's own "same" padding. The published deepfake detectors of April 2020 were trained with it.
     */
    V0_6_1("0.6.1") {
        @Override
        int sideAfter(int side, int stride) {
            return side;
        }
    },

    /** The size is followed from layer to layer; layers of stride 2 are padded before as much as after. */
    V0_7_0("0.7.0") {
        @Override
        int before(int behind, int before) {
            return behind;
        }
    },

    /** From 0.7.1 on: the size is followed from layer to layer. */
    V0_7_1("0.7.1");

    private final String version;

    EfficientNetPadding(String version) {
        this.version = version;
    }

    /** Side of the maps behind a layer, as the package has it. */
    int sideAfter(int side, int stride) {
        return (side + stride - 1) / stride;
    }

    int before(int behind, int before) {
        return before;
    }

    /** The padded window of a layer whose input is taken for maps of a side. */
    Window window(int kernel, int stride, int side) {
        int total = Math.max(0, ((side + stride - 1) / stride - 1) * stride + kernel - side);
        int behind = total - total / 2;
        int before = before(behind, total / 2);
        return Window.of(kernel).withStride(stride).withPadding(before).withExtraPadding(behind - before);
    }

    /** The package's version. */
    @Override
    @JsonValue
    public String toString() {
        return version;
    }
}
