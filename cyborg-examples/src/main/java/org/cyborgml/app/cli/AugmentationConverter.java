package org.cyborgml.app.cli;

import org.cyborgml.training.AugmentationChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an augmentation. */
final class AugmentationConverter implements ITypeConverter<AugmentationChoice> {

    @Override
    public AugmentationChoice convert(String words) {
        try {
            return AugmentationChoice.parse(words);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
