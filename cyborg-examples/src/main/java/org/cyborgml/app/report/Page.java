package org.cyborgml.app.report;

import java.util.List;

/**
 * A report page, ready to be laid out: one self-contained HTML document.
 *
 * @param title of the document and its first heading
 * @param items from top to bottom
 */
public record Page(String title, List<Item> items) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** The page as HTML. */
    public String html() {
        return Pages.render("report/report.jte", this);
    }

    /** The style sheet of all pages. */
    public String styleSheet() {
        return Pages.styleSheet();
    }

    /** All items of a kind, those inside of boxes left out. */
    public <T extends Item> List<T> items(Class<T> kind) {
        return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
