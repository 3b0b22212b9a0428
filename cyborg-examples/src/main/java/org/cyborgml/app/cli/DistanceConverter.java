package org.cyborgml.app.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cyborgml.loss.SaliencyDistance;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a distance's name; {@code l2} is the Euclidean one. */
final class DistanceConverter implements ITypeConverter<SaliencyDistance> {

    @Override
    public SaliencyDistance convert(String name) {
        if (name.equalsIgnoreCase("l2")) {
            return SaliencyDistance.EUCLIDEAN;
        }
        for (SaliencyDistance distance : SaliencyDistance.values()) {
            if (distance.name().equalsIgnoreCase(name)) {
                return distance;
            }
        }
        throw new TypeConversionException("no distance is named \"" + name + "\"; there are l2, "
                + Arrays.stream(SaliencyDistance.values())
                        .filter(distance -> distance != SaliencyDistance.EUCLIDEAN)
                        .map(distance -> distance.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }
}
