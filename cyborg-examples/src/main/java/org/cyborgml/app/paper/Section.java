package org.cyborgml.app.paper;

import java.util.List;

/**
 * A section of the report.
 *
 * @param title its heading
 * @param items what it holds, at least one
 */
public record Section(String title, List<Item> items) {

    /**
     * Copies the items.
     *
     * @param title its heading
     * @param items what it holds, at least one
     */
    public Section {
        items = List.copyOf(items);
    }
}
