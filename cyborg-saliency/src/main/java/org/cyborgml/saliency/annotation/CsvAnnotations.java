package org.cyborgml.saliency.annotation;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.Iterables;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.saliency.file.PlainText;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** The CSV form of annotations, as the package's overview defines it: one region a line. */
final class CsvAnnotations {

    private static final List<String> COLUMNS =
            List.of("image", "width", "height", "annotator", "decision", "truth", "type", "option", "data");
    private static final Splitter ROWS = Splitter.on(';').trimResults().omitEmptyStrings();
    private static final Splitter NUMBERS = Splitter.on(' ').trimResults().omitEmptyStrings();

    private CsvAnnotations() {}

    private record Key(String image, String annotator) {}

    static ParsedAnnotations read(byte[] content, Path file, Path folder) throws IOException {
        Map<Key, AnnotationRecord> records = new LinkedHashMap<>();
        Set<Key> broken = new LinkedHashSet<>();
        List<AnnotationProblem> problems = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text(content, file)), format)) {
            if (!parser.getHeaderNames().equals(COLUMNS)) {
                throw new AnnotationFormatException(
                        file + ": columns " + parser.getHeaderNames() + ": must be " + COLUMNS);
            }
            for (CSVRecord line : parser) {
                Key key = new Key(field(line, 0), field(line, 3));
                try {
                    records.merge(key, entry(line, folder), CsvAnnotations::join);
                } catch (IllegalArgumentException e) {
                    // An annotator of whom a region is missing would give a wrong map: all of the record goes.
                    broken.add(key);
                    problems.add(new AnnotationProblem(
                            key.image(), "line " + firstLine(line, parser), String.valueOf(e.getMessage())));
                }
            }
        } catch (CSVException | UncheckedIOException | IllegalArgumentException e) {
            AnnotationFormatException failure =
                    new AnnotationFormatException(file + ": is not valid CSV: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
        records.keySet().removeAll(broken);
        return new ParsedAnnotations(file, List.copyOf(records.values()), problems);
    }

    private static String text(byte[] content, Path file) throws AnnotationFormatException {
        try {
            return PlainText.decode(content, file);
        } catch (IOException e) {
            AnnotationFormatException failure = new AnnotationFormatException(String.valueOf(e.getMessage()));
            failure.initCause(e);
            throw failure;
        }
    }

    /** The parser stands after the record, whose quoted fields may hold line breaks. */
    private static long firstLine(CSVRecord line, CSVParser parser) {
        long breaks =
                line.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
        return parser.getCurrentLineNumber() - breaks;
    }

    private static String field(CSVRecord line, int column) {
        return column < line.size() ? line.get(column) : "";
    }

    private static AnnotationRecord entry(CSVRecord line, Path folder) {
        if (line.size() != COLUMNS.size()) {
            throw new IllegalArgumentException(line.size() + " fields: " + COLUMNS.size() + " are needed");
        }
        ImageSize size = new ImageSize(whole("width", line.get(1)), whole("height", line.get(2)));
        String type = line.get(6);
        List<Annotation> regions = type.isEmpty()
                ? List.of()
                : List.of(fields(type, Strings.emptyToNull(line.get(7)), line.get(8))
                        .toAnnotation(size, folder));
        return new AnnotationRecord(
                line.get(0),
                size,
                line.get(3),
                Strings.emptyToNull(line.get(4)),
                Strings.emptyToNull(line.get(5)),
                regions);
    }

    private static AnnotationRecord join(AnnotationRecord a, AnnotationRecord b) {
        AnnotationRecord alike =
                new AnnotationRecord(b.image(), b.size(), b.annotator(), b.decision(), b.truth(), a.regions());
        if (!alike.equals(a)) {
            throw new IllegalArgumentException("size, decision and truth must be equal on all lines of image "
                    + a.image() + " and annotator " + a.annotator());
        }
        List<Annotation> regions = new ArrayList<>(a.regions());
        regions.addAll(b.regions());
        return new AnnotationRecord(a.image(), a.size(), a.annotator(), a.decision(), a.truth(), regions);
    }

    private static RegionFields fields(String type, @Nullable String option, String data) {
        if (RegionFields.rowLength(type) < 0) {
            return new RegionFields(type, option, List.of(), data);
        }
        List<List<Double>> rows = new ArrayList<>();
        for (String row : ROWS.split(data)) {
            List<Double> numbers = new ArrayList<>();
            for (String number : NUMBERS.split(row)) {
                numbers.add(RegionFields.parse("data", number));
            }
            rows.add(numbers);
        }
        return new RegionFields(type, option, rows, null);
    }

    private static int whole(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " \"" + text + "\": must be a whole number", e);
        }
    }

    static byte[] write(List<AnnotationRecord> records, Path folder) throws IOException {
        StringBuilder out = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(Iterables.toArray(COLUMNS, String.class))
                .get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            for (AnnotationRecord entry : records) {
                if (entry.regions().isEmpty()) {
                    line(printer, entry, null);
                }
                for (Annotation region : entry.regions()) {
                    line(printer, entry, RegionFields.of(region, folder));
                }
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(CSVPrinter printer, AnnotationRecord entry, @Nullable RegionFields region)
            throws IOException {
        printer.printRecord(
                entry.image(),
                entry.size().width(),
                entry.size().height(),
                entry.annotator(),
                entry.decision(),
                entry.truth(),
                region == null ? null : region.type(),
                region == null ? null : region.option(),
                region == null ? null : data(region));
    }

    private static String data(RegionFields region) {
        return region.file() != null
                ? region.file()
                : region.rows().stream()
                        .map(row -> row.stream().map(RegionFields::number).collect(Collectors.joining(" ")))
                        .collect(Collectors.joining("; "));
    }
}
