package org.cyborgml.app.faces;

import org.cyborgml.app.console.CommandGroup;
import picocli.CommandLine.Command;

/** {@code faces}: the way from photographs to images of one face each. */
@Command(
        name = "faces",
        description = "Works on photographs of faces.",
        mixinStandardHelpOptions = true,
        subcommands = {FacesCropCommand.class, FacesParseCommand.class, FacesPageCommand.class})
public final class FacesCommand extends CommandGroup {}
