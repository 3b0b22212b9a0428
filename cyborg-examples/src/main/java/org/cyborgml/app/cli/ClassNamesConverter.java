package org.cyborgml.app.cli;

import org.cyborgml.data.ClassNames;
import picocli.CommandLine.ITypeConverter;

/** Reads the names of classes. */
final class ClassNamesConverter implements ITypeConverter<ClassNames> {

    @Override
    public ClassNames convert(String line) {
        return ClassNames.parse(line);
    }
}
