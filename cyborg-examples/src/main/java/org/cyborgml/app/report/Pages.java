package org.cyborgml.app.report;

import com.google.common.io.Resources;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Renders the pages of {@code src/main/jte}, which the build has turned into classes. */
public final class Pages {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

    private Pages() {}

    /**
     * Renders a page.
     *
     * @param template its path below {@code src/main/jte}, such as {@code demo/demo.jte}
     * @param model what it takes
     * @return the page
     * @throws gg.jte.TemplateException if there is no such page or it takes another model
     */
    public static String render(String template, Object model) {
        StringOutput page = new StringOutput();
        ENGINE.render(template, model, page);
        return page.toString();
    }

    /** The style sheet of report pages: responsive, for light and dark screens and for print. */
    public static String styleSheet() {
        try {
            return Resources.toString(Resources.getResource(Pages.class, "page.css"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource page.css", e);
        }
    }
}
