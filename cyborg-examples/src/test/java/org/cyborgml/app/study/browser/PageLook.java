package org.cyborgml.app.study.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the page of a tab at three widths, in light and in dark, and collects what is wrong with it by WCAG 2.2 AA. With
 * the system property {@value #PICTURES} each look is also a PNG in that folder, for people.
 */
final class PageLook {

    static final String PICTURES = "org.cyborgml.study.pictures";

    private static final int[] WIDTHS = {360, 768, 1280};
    private static final int HEIGHT = 800;

    private final Tab tab;
    private final List<String> faults = new ArrayList<>();

    PageLook(Tab tab) {
        this.tab = tab;
    }

    /** All faults so far, each with the name, the width and the colours of the page. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    void at(String page) throws IOException {
        String check =
                Resources.toString(Resources.getResource(PageLook.class, "page-check.js"), StandardCharsets.UTF_8);
        for (int width : WIDTHS) {
            tab.resize(width, HEIGHT, 1);
            for (String scheme : List.of("light", "dark")) {
                tab.prefer("prefers-color-scheme", scheme);
                tab.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))");
                String name = page + "-" + width + "-" + scheme;
                for (JsonNode fault : tab.evaluate(check)) {
                    faults.add(name + ": " + fault.asText());
                }
                String folder = System.getProperty(PICTURES);
                if (folder != null) {
                    Files.write(Files.createDirectories(Path.of(folder)).resolve(name + ".png"), tab.screenshot());
                }
            }
        }
    }
}
