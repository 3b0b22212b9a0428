package org.cyborgml.app.report;

import com.google.common.io.Resources;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A report page, ready to be laid out: one self-contained HTML document.
 *
 * @param title of the document and its first heading
 * @param items from top to bottom
 */
public record Page(String title, List<Item> items) {

    /** The templates of {@code src/main/jte}, which the build has turned into classes. */
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** The page as HTML. */
    public String html() {
        StringOutput page = new StringOutput();
        ENGINE.render("report/page.jte", this, page);
        return page.toString();
    }

    /** The style sheet of all pages: responsive, for light and dark screens and for print. */
    public String styleSheet() {
        try {
            return Resources.toString(Resources.getResource(Page.class, "page.css"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource page.css", e);
        }
    }

    /** All items of a kind, those inside of boxes left out. */
    public <T extends Item> List<T> items(Class<T> kind) {
        return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
