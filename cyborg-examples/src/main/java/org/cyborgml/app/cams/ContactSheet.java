package org.cyborgml.app.cams;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.cams.CamPage.Card;
import org.cyborgml.app.cams.CamPage.Summary;
import org.cyborgml.app.report.Pages;
import org.cyborgml.saliency.file.WholeFile;

/**
 * Pages of images with their CAMs: {@code index.html}, {@code page-2.html} and so on. Pages are written as they fill up, but
 * for the first, which also says what is known only at the end.
 */
final class ContactSheet {

    private static final int CARDS = 60;

    private final Path folder;
    private final String title;
    private final String byline;
    private final List<Card> firstPage = new ArrayList<>();
    private final List<Card> cards = new ArrayList<>();
    private int page = 1;

    ContactSheet(Path folder, String title, String byline) {
        this.folder = folder;
        this.title = title;
        this.byline = byline;
    }

    void add(Card card) throws IOException {
        if (cards.size() == CARDS) {
            endPage(name(page + 1));
        }
        cards.add(card);
    }

    /** Writes the pages that are left, the first one with what is said of all images. */
    void complete(Summary summary) throws IOException {
        int last = page;
        endPage("");
        write(1, summary, firstPage, last > 1 ? name(2) : "");
    }

    private void endPage(String next) throws IOException {
        if (page == 1) {
            firstPage.addAll(cards);
        } else {
            write(page, Summary.none(), cards, next);
        }
        cards.clear();
        page++;
    }

    private void write(int number, Summary summary, List<Card> shown, String next) throws IOException {
        CamPage content = new CamPage(
                Pages.styleSheet(),
                title,
                byline,
                summary,
                List.copyOf(shown),
                (number - 1) * CARDS + 1,
                number == 1 ? "" : name(number - 1),
                next);
        WholeFile.write(
                folder.resolve(name(number)),
                Pages.render("cams/sheet.jte", content).getBytes(StandardCharsets.UTF_8));
    }

    private static String name(int page) {
        return page == 1 ? "index.html" : "page-" + page + ".html";
    }
}
