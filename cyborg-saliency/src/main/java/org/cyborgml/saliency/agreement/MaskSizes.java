package org.cyborgml.saliency.agreement;

import java.util.List;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;

/** The rule that masks which are compared must satisfy. */
final class MaskSizes {

    private MaskSizes() {}

    static ImageSize common(List<BinaryMask> masks) {
        if (masks.size() < 2) {
            throw new IllegalArgumentException("agreement of " + masks.size() + " masks: at least 2 are needed");
        }
        ImageSize size = masks.get(0).size();
        for (BinaryMask mask : masks) {
            if (!mask.size().equals(size)) {
                throw new IllegalArgumentException(
                        "masks of " + size + " and " + mask.size() + ": the sizes must be equal");
            }
        }
        return size;
    }
}
