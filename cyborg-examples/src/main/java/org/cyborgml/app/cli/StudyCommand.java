package org.cyborgml.app.cli;

import org.cyborgml.app.console.CommandGroup;
import picocli.CommandLine.Command;

/** {@code study}: collects people's annotations. */
@Command(
        name = "study",
        description = "Collects human saliency: people look at images in a browser, decide, and highlight why.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StudyNewCommand.class,
            StudyServeCommand.class,
            StudyExportCommand.class,
            StudyReportCommand.class
        })
final class StudyCommand extends CommandGroup {}
