package org.cyborgml.saliency.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationProblem;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.ParsedAnnotations;

/** The project's own form, JSON or CSV. */
final class CyborgFormat implements AnnotationFormat {

    private static final Pattern HEADER =
            Pattern.compile("\\s*\"?image\"?,\"?width\"?,\"?height\"?,\"?annotator\"?,.*");

    @Override
    public String name() {
        return "cyborg";
    }

    @Override
    public String description() {
        return "our own form: JSON with \"format\": \"cyborg-annotations\", or CSV with the columns image, width, height,"
                + " annotator, decision, truth, type, option, data";
    }

    @Override
    public boolean recognises(AnnotationSource source) {
        return source.json()
                .map(json -> json.path("format").asText().startsWith("cyborg"))
                .orElseGet(() -> HEADER.matcher(source.text()).lookingAt()
                        && source.text().contains("type"));
    }

    @Override
    public ParsedAnnotations read(AnnotationSource source) throws IOException {
        ParsedAnnotations parsed = source.json().isPresent()
                ? AnnotationFiles.readJson(source.bytes(), source.file())
                : AnnotationFiles.readCsv(source.bytes(), source.file());
        List<AnnotationRecord> placed = new ArrayList<>();
        List<AnnotationProblem> problems = new ArrayList<>(parsed.problems());
        for (AnnotationRecord entry : parsed.records()) {
            try {
                PlacementCheck.requireOnImage(entry);
                placed.add(entry);
            } catch (IllegalArgumentException e) {
                problems.add(new AnnotationProblem(
                        entry.image(), "annotator " + entry.annotator(), String.valueOf(e.getMessage())));
            }
        }
        return new ParsedAnnotations(parsed.file(), placed, problems);
    }
}
