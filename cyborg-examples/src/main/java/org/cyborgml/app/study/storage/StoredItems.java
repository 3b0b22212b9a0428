package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StudyImage;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.saliency.image.ImageSize;

/** The items in a database. */
final class StoredItems {

    private StoredItems() {}

    /** All items by number. */
    static List<StudyItem> read(Sql sql) throws IOException {
        Map<Integer, ItemKind> kinds = new TreeMap<>();
        sql.list("SELECT number, kind FROM item", row -> kinds.put(row.getInt(1), ItemKind.valueOf(row.getString(2))));
        Map<Integer, List<StudyImage>> images = new TreeMap<>();
        sql.list(
                "SELECT ii.item, i.* FROM item_image ii JOIN image i ON i.number = ii.image ORDER BY ii.item, ii.place",
                row -> images.computeIfAbsent(row.getInt("item"), number -> new ArrayList<>())
                        .add(new StudyImage(
                                row.getString("file"),
                                new ImageSize(row.getInt("width"), row.getInt("height")),
                                row.getString("truth"),
                                row.getString("source"))));
        List<StudyItem> items = new ArrayList<>();
        kinds.forEach((number, kind) -> items.add(new StudyItem(number, kind, images.getOrDefault(number, List.of()))));
        return items;
    }

    /**
     * Adds new items at the end. Those that are there must be as they were, unless nobody has seen any.
     *
     * @param wanted all items of the table
     * @throws IOException if items that were shown are others now, or missing
     */
    static void keep(Sql sql, List<StudyItem> wanted) throws IOException {
        List<StudyItem> stored = read(sql);
        if (stored.equals(wanted)) {
            return;
        }
        boolean isSame = stored.size() <= wanted.size() && stored.equals(wanted.subList(0, stored.size()));
        if (!isSame) {
            requireUnseen(sql, stored, wanted);
            sql.script("DELETE FROM item_load; DELETE FROM item_image; DELETE FROM item; DELETE FROM image");
            stored = List.of();
        }
        for (StudyItem item : wanted.subList(stored.size(), wanted.size())) {
            add(sql, item);
        }
    }

    private static void requireUnseen(Sql sql, List<StudyItem> stored, List<StudyItem> wanted) throws IOException {
        if (sql.number("SELECT count(*) FROM trial") == 0) {
            return;
        }
        int first = 0;
        while (first < Math.min(stored.size(), wanted.size())
                && stored.get(first).equals(wanted.get(first))) {
            first++;
        }
        throw new IOException(
                "items.csv: item " + (first + 1) + " is not the one that participants were given: items may be"
                        + " added at the end of the table, but not changed or taken away");
    }

    private static void add(Sql sql, StudyItem item) throws IOException {
        sql.change(
                "INSERT INTO item (number, kind) VALUES (?, ?)",
                item.number(),
                item.kind().name());
        int place = 0;
        for (StudyImage image : item.images()) {
            sql.change(
                    "INSERT INTO image (file, width, height, truth, source) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    image.file(),
                    image.size().width(),
                    image.size().height(),
                    image.truth(),
                    image.source());
            sql.change(
                    "INSERT INTO item_image (item, place, image) VALUES (?, ?, (SELECT number FROM image WHERE file = ?))",
                    item.number(),
                    place++,
                    image.file());
        }
    }
}
