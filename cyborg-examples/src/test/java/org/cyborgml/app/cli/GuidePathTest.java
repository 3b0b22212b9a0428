package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cyborgml.examples.SpottedShapes;
import org.cyborgml.guide.Chapter;
import org.cyborgml.guide.Guide;
import org.cyborgml.guide.GuideFigures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A reader's path: all commands of the guide on the folder {@code toy}, one after the other. */
@EnabledOnOs(OS.LINUX)
class GuidePathTest {

    private static final String DRAW =
            "java -cp cyborg-examples/target/cyborg.jar org.cyborgml.examples.SpottedShapes toy";

    @TempDir
    private Path folder;

    @Test
    void everyCommandOnTheToyFolderWorks() throws Exception {
        int run = 0;
        for (Chapter chapter : Guide.chapters()) {
            for (Chapter.Block block : chapter.blocks()) {
                if (block.language().equals("yaml") && block.text().startsWith("# toy/")) {
                    String name = block.text().lines().findFirst().orElseThrow().substring(2);
                    Files.writeString(folder.resolve(name), block.text());
                }
            }
            for (GuideCommand command : GuideCommand.of(chapter)) {
                if (command.line().matches(".*\\btoy\\b.*") && !command.line().contains("GuideFigures")) {
                    run(chapter, command);
                    run++;
                }
            }
        }
        assertThat(run).isGreaterThan(15);

        // The claim of chapter 1.
        assertThat(accuracy("toy/cyborg.csv")).isGreaterThan(accuracy("toy/classical.csv") + 0.1);

        GuideFigures.main(new String[] {
            folder.resolve("toy").toString(), folder.resolve("figures").toString()
        });
        assertThat(names(folder.resolve("figures"))).isEqualTo(names(Guide.FOLDER.resolve("figures")));
    }

    private void run(Chapter chapter, GuideCommand command) throws Exception {
        if (command.line().equals(DRAW)) {
            SpottedShapes.main(new String[] {folder.resolve("toy").toString()});
            return;
        }
        StringWriter errors = new StringWriter();
        int status;
        if (command.arguments().isPresent()) {
            String[] words = command.arguments().get().stream()
                    .map(word ->
                            word.matches("toy(/.*)?") ? folder.resolve(word).toString() : word)
                    .toArray(String[]::new);
            status = Main.commandLine().setErr(new PrintWriter(errors, true)).execute(words);
        } else {
            status = new ProcessBuilder("bash", "-c", command.line())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
        assertThat(status)
                .as(chapter.file() + ": " + command.line() + "\n" + errors)
                .isZero();
    }

    /** Share of the images whose score is on the side of their class; the path begins with the class. */
    private double accuracy(String scores) throws IOException {
        List<String> rows = Files.readAllLines(folder.resolve(scores));
        return rows.stream()
                        .map(Splitter.on(',')::splitToList)
                        .filter(row -> row.get(0).startsWith("square") == Double.parseDouble(row.get(1)) > 0.5)
                        .count()
                / (double) rows.size();
    }

    private static Set<String> names(Path figures) throws IOException {
        try (Stream<Path> files = Files.list(figures)) {
            return new TreeSet<>(
                    files.map(file -> String.valueOf(file.getFileName())).toList());
        }
    }
}
