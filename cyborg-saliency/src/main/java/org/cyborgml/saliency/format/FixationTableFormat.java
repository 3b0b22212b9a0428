package org.cyborgml.saliency.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** Tables of an eye tracker's fixations, one a row, in coordinates of the image. */
final class FixationTableFormat implements AnnotationFormat {

    @Override
    public String name() {
        return "fixations";
    }

    @Override
    public String description() {
        return "a table of fixations: CSV with columns for image, x and y (--columns names others), separated by commas,"
                + " semicolons or tabs";
    }

    @Override
    public boolean recognises(AnnotationSource source) {
        HeaderedTable table = HeaderedTable.of(source);
        if (table.columns().size() < 2) {
            return false;
        }
        // Whoever names columns has a table of fixations, and hears which column is missing.
        return !source.options().columns().isEmpty()
                || missing(places(table, source)).isEmpty();
    }

    private static Map<FixationColumn, Integer> places(HeaderedTable table, AnnotationSource source) {
        Map<FixationColumn, Integer> places = new EnumMap<>(FixationColumn.class);
        for (FixationColumn column : FixationColumn.values()) {
            String named = source.options().columns().get(column);
            List<String> names = named == null ? column.names() : List.of(named);
            names.stream()
                    .mapToInt(table::indexOf)
                    .filter(place -> place >= 0)
                    .findFirst()
                    .ifPresent(place -> places.put(column, place));
        }
        return places;
    }

    private static List<FixationColumn> missing(Map<FixationColumn, Integer> places) {
        List<FixationColumn> missing = new ArrayList<>();
        for (FixationColumn column : FixationColumn.values()) {
            if (column.isNeeded() && !places.containsKey(column)) {
                missing.add(column);
            }
        }
        return missing;
    }

    @Override
    public ParsedAnnotations read(AnnotationSource source) throws IOException {
        HeaderedTable table = HeaderedTable.of(source);
        Map<FixationColumn, Integer> places = places(table, source);
        requireColumns(source, table, places);
        RecordCollector collector = new RecordCollector(source);
        Map<RecordCollector.Draft, List<Annotation.Fixation>> fixations = new LinkedHashMap<>();
        table.forEach(collector, (row, line) -> {
            Row fields = new Row(row, places);
            String written = String.valueOf(fields.text(FixationColumn.IMAGE));
            String place = "line " + line;
            collector.attempt(written, place, () -> {
                String image = ImageNames.relative(fields.needed(FixationColumn.IMAGE));
                collector.attempt(image, place, () -> {
                    RecordCollector.Draft draft = draft(fields, image, source, collector);
                    fixations
                            .computeIfAbsent(draft, begun -> new ArrayList<>())
                            .add(fixation(fields, draft.size(), source.options()));
                });
            });
        });
        fixations.forEach((draft, list) -> collector.attempt(draft.image(), "its fixations", () -> {
            if (source.options().unit() == CoordinateUnit.PIXELS) {
                PlacementCheck.requirePixels(
                        list.stream().map(Annotation.Fixation::place).toList(), draft.size());
            }
            draft.add(new Annotation.Fixations(list, source.options().fixationRadius()));
        }));
        return collector.parsed("it has no rows");
    }

    private static void requireColumns(
            AnnotationSource source, HeaderedTable table, Map<FixationColumn, Integer> places)
            throws AnnotationFormatException {
        List<String> missing = new ArrayList<>();
        missing(places).forEach(column -> missing.add(column.key()));
        source.options().columns().forEach((column, name) -> {
            if (!places.containsKey(column) && !column.isNeeded()) {
                missing.add(column.key());
            }
        });
        if (!missing.isEmpty()) {
            throw new AnnotationFormatException(source.file() + ": columns "
                    + table.columns().stream().map(JsonFields::quote).limit(30).toList()
                    + " have none for " + String.join(", ", missing) + ": name them (--columns "
                    + missing.get(0) + "=NAME)");
        }
        if (places.containsKey(FixationColumn.WIDTH) != places.containsKey(FixationColumn.HEIGHT)) {
            throw new AnnotationFormatException(
                    source.file() + ": has a column for one of width and height: must have" + " both or none");
        }
    }

    private static RecordCollector.Draft draft(
            Row fields, String image, AnnotationSource source, RecordCollector collector) {
        ImageSize size = fields.has(FixationColumn.WIDTH)
                ? new ImageSize(fields.whole(FixationColumn.WIDTH), fields.whole(FixationColumn.HEIGHT))
                : source.sizeOf(image);
        String annotator = fields.has(FixationColumn.ANNOTATOR)
                ? fields.needed(FixationColumn.ANNOTATOR)
                : source.annotatorOr(source.stem());
        RecordCollector.Draft draft = collector.draft(image, annotator, size);
        draft.decision(fields.text(FixationColumn.DECISION));
        draft.truth(fields.text(FixationColumn.TRUTH));
        return draft;
    }

    private static Annotation.Fixation fixation(Row fields, ImageSize size, ReadingOptions options) {
        double x = fields.number(FixationColumn.X);
        double y = fields.number(FixationColumn.Y);
        if (options.unit() == CoordinateUnit.NORMALISED) {
            x *= size.width();
            y *= size.height();
        }
        Point place = new Point(x, y);
        PlacementCheck.requireInside(place, size, options.outside());
        boolean isWeighted = fields.has(FixationColumn.DURATION) && options.durations() == DurationUse.WEIGHT;
        return new Annotation.Fixation(place, isWeighted ? fields.number(FixationColumn.DURATION) : 1);
    }

    /** The fields of a row by column. */
    private record Row(List<String> fields, Map<FixationColumn, Integer> places) {

        boolean has(FixationColumn column) {
            return places.containsKey(column);
        }

        @Nullable
        String text(FixationColumn column) {
            Integer place = places.get(column);
            return place == null || fields.get(place).isBlank() ? null : fields.get(place);
        }

        String needed(FixationColumn column) {
            String text = text(column);
            if (text == null) {
                throw new IllegalArgumentException(column.key() + " is empty: must be there");
            }
            return text;
        }

        double number(FixationColumn column) {
            String text = needed(column);
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        column.key() + " is " + JsonFields.quote(text) + ": must be a number", e);
            }
        }

        int whole(FixationColumn column) {
            double number = number(column);
            if (!(number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE)) {
                throw new IllegalArgumentException(column.key() + " is " + number + ": must be a whole number");
            }
            return (int) number;
        }
    }
}
