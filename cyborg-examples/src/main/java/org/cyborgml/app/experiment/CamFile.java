package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.cams.MeanMap;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code cams/<test set>.json}: the members of a {@link MeanMap}, and the agreement of the CAMs with the images'
 * human maps.
 *
 * @param map mean of the scaled CAMs of the predicted classes over some images
 * @param agreement with the human maps; null where no image has one that is not constant
 */
public record CamFile(@JsonUnwrapped MeanMap map, @JsonProperty("alignment") @Nullable Agreement agreement) {}
