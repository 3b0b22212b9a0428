package org.cyborgml.app.cams;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Card;
import org.cyborgml.app.report.Item.Cards;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Neighbours;
import org.cyborgml.app.report.Item.Note;
import org.cyborgml.app.report.Item.Paragraph;
import org.cyborgml.app.report.Page;

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
    void complete(List<Item> summary) throws IOException {
        int last = page;
        endPage("");
        write(1, summary, firstPage, last > 1 ? name(2) : "");
    }

    private void endPage(String next) throws IOException {
        if (page == 1) {
            firstPage.addAll(cards);
        } else {
            write(page, List.of(), cards, next);
        }
        cards.clear();
        page++;
    }

    private void write(int number, List<Item> summary, List<Card> shown, String next) throws IOException {
        int first = (number - 1) * CARDS + 1;
        List<Item> items = new ArrayList<>();
        items.add(new Note(byline));
        items.addAll(summary);
        items.add(new Heading("Images " + first + " to " + (first + shown.size() - 1)));
        items.add(
                new Paragraph("Each image with its CAM over it, enlarged by interpolation; the predicted class with its"
                        + " probability. A small map in the corner is the image's human map on the grid of the CAM."));
        items.add(new Cards(shown));
        items.add(new Neighbours(number == 1 ? "" : name(number - 1), next));
        TextFiles.write(folder.resolve(name(number)), new Page(title, items).html());
    }

    private static String name(int page) {
        return page == 1 ? "index.html" : "page-" + page + ".html";
    }
}
