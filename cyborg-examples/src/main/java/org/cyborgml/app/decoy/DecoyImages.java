package org.cyborgml.app.decoy;

import com.google.common.base.Preconditions;
import java.util.List;
import java.util.Optional;

/**
 * Images with patches.
 *
 * @param patches one per image, empty where it has none
 * @param images the images with them
 */
record DecoyImages(List<Optional<Patch>> patches, GreyImages images) {

    /** Copies the list. */
    DecoyImages {
        patches = List.copyOf(patches);
    }

    /**
     * Puts patches on.
     *
     * @throws IllegalArgumentException if there are not as many patches as images
     */
    static DecoyImages of(GreyImages clean, List<Optional<Patch>> patches) {
        Preconditions.checkArgument(
                patches.size() == clean.size(), "%s patches for %s images", patches.size(), clean.size());
        int side = clean.side();
        byte[] pixels = new byte[clean.size() * side * side];
        byte[] labels = new byte[clean.size()];
        for (int i = 0; i < labels.length; i++) {
            byte[] image = clean.image(i);
            patches.get(i).ifPresent(patch -> patch.stamp(image, side));
            System.arraycopy(image, 0, pixels, i * side * side, image.length);
            labels[i] = (byte) clean.label(i);
        }
        return new DecoyImages(patches, GreyImages.wrap(side, pixels, labels));
    }

    /** Number of images. */
    int size() {
        return images.size();
    }
}
