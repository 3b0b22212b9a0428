package org.cyborgml.app.cams;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The explanations that are made.
 *
 * @param methods at least one
 * @param layer that methods by feature maps read; the last one with feature maps if empty
 * @param samples masks of RISE and noisy copies of SmoothGrad, at least 1; their own if empty
 * @param checked number of images, the first ones, on which the maps are checked; at least 0
 */
public record MethodSettings(List<MapMethod> methods, Optional<String> layer, OptionalInt samples, int checked) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public MethodSettings {
        methods = List.copyOf(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one method");
        }
        if (samples.isPresent() && samples.getAsInt() < 1) {
            throw new IllegalArgumentException("samples must be at least 1, found " + samples.getAsInt());
        }
        if (checked < 0) {
            throw new IllegalArgumentException("images to check must be at least 0, found " + checked);
        }
    }
}
