package org.cyborgml.app.cams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.report.Correctness;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Card;
import org.cyborgml.app.report.Thumbnail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactSheetTest {

    @TempDir
    Path folder;

    private void write(int cards) throws Exception {
        ContactSheet sheet = new ContactSheet(folder, "CAMs", "of <faces>");
        for (int i = 1; i <= cards; i++) {
            sheet.add(new Card("overlays/" + i + ".png", "", "face-" + i + ".png", "Real 0.9", Correctness.WRONG, ""));
        }
        sheet.complete(List.of(
                new Item.Pictures(
                        List.of(new Thumbnail("data:,", "Mean CAM", "Mean CAM", Correctness.UNKNOWN)),
                        Item.Size.LARGE,
                        "",
                        ""),
                Item.Facts.of(List.of(new Fact("weights", "a&b")))));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "60, 1", "61, 2", "120, 2", "121, 3"})
    void pagesHoldSixtyImagesEach(int cards, int pages) throws Exception {
        write(cards);
        for (int page = 1; page <= pages; page++) {
            Path file = folder.resolve(page == 1 ? "index.html" : "page-" + page + ".html");
            int first = (page - 1) * 60 + 1;
            int last = Math.min(cards, page * 60);
            assertThat(file)
                    .content()
                    .contains("Images " + first + " to " + last, "face-" + first + ".png", "face-" + last + ".png")
                    .doesNotContain("face-" + (last + 1) + ".png");
            if (page < pages) {
                assertThat(file).content().contains("href=\"page-" + (page + 1) + ".html\"");
            } else {
                assertThat(file).content().doesNotContain("Next page");
            }
        }
        assertThat(folder.resolve("page-" + (pages + 1) + ".html")).doesNotExist();
    }

    @Test
    void onlyTheFirstPageHasTheSummary() throws Exception {
        write(61);
        assertThat(folder.resolve("index.html")).content().contains("Mean CAM", "a&amp;b", "of &lt;faces&gt;");
        assertThat(folder.resolve("page-2.html"))
                .content()
                .doesNotContain("Mean CAM", "a&amp;b")
                .contains("href=\"index.html\"");
    }
}
