package org.cyborgml.data;

/**
 * One row of a split file.
 *
 * @param split which part it belongs to
 * @param label its class
 * @param path below the image root, as the file has it
 */
public record LabelledImage(Split split, Label label, String path) {}
