package org.cyborgml.saliency.face;

import org.cyborgml.saliency.geometry.CropTransform;

/**
 * The crop of one face.
 *
 * @param path the crop's path below the folder of crops, its identity
 * @param photograph the photograph's path below the folder of photographs
 * @param number of the face among those of the photograph that are cropped, from 1
 * @param face where it was found
 * @param transform from photograph to crop
 */
public record FaceCrop(String path, String photograph, int number, Face face, CropTransform transform) {}
