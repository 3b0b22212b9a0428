package org.cyborgml.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.report.Xml;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The README's picture of a terminal, and how it is drawn. */
class TerminalSessionTest {

    private static final Path PICTURE = Path.of("docs", "terminal.svg");

    /** The guide's commands on the folder toy are run by GuidePathTest. */
    @Test
    void thePictureShowsCommandsOfTheGuide() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Element line : Xml.elements(Xml.parse(Files.readString(PICTURE)), "text")) {
            String text = line.getTextContent();
            if (line.getAttribute("class").equals("c")) {
                if (text.startsWith("$ ")) {
                    commands.add(text.substring(2));
                } else {
                    String begun = commands.remove(commands.size() - 1);
                    commands.add(begun.replaceFirst("\\\\$", "") + text.strip());
                }
            }
            assertThat(text.length()).isLessThanOrEqualTo(TerminalSession.COLUMNS);
        }
        StringBuilder guide = new StringBuilder();
        for (Chapter chapter : Guide.chapters(Guide.FOLDER)) {
            guide.append(Files.readString(chapter.file()).replaceAll("\\\\\n\\s*", ""));
        }
        assertThat(commands).hasSize(5).allSatisfy(command -> assertThat(guide.toString())
                .contains(command));
        assertThat(Files.size(PICTURE)).isLessThan(20_000);
    }

    @Test
    void aSessionIsFoldedAndSkipsProgress() {
        TerminalSession session = new TerminalSession();
        session.add(
                "cyborg train \\\n    --out a",
                List.of(
                        "epoch 1 of 10, step 3 of 25: loss 0.1",
                        "epoch 1 of 10: loss 0.1 <&>",
                        "epoch 3 of 10: loss 0.1",
                        "epoch 4 of 10: loss 0.1",
                        "x".repeat(TerminalSession.COLUMNS + 1)));
        Document picture = Xml.parse(session.svg().strip());
        assertThat(Xml.elements(picture, "text").stream().map(Element::getTextContent))
                .containsExactly(
                        "$ cyborg train \\",
                        "      --out a",
                        "epoch 1 of 10: loss 0.1 <&>",
                        "...",
                        "x".repeat(TerminalSession.COLUMNS),
                        "x");
    }
}
