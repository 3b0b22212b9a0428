package org.cyborgml.app.cli;

import java.util.Locale;
import org.cyborgml.loss.SaliencyDistance;
import picocli.CommandLine.ITypeConverter;

/** Reads a distance's name; {@code l2} is the Euclidean one. */
final class DistanceConverter implements ITypeConverter<SaliencyDistance> {

    @Override
    public SaliencyDistance convert(String name) {
        return name.equalsIgnoreCase("l2")
                ? SaliencyDistance.EUCLIDEAN
                : SaliencyDistance.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
