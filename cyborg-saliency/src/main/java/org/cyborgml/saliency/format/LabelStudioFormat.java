package org.cyborgml.saliency.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.annotation.ParsedAnnotations;

/** Label Studio's JSON export: one annotator per annotation of a task, choices as decisions. */
final class LabelStudioFormat implements AnnotationFormat {

    /** The list of annotations of a task, and its name before version 1.0. */
    static final List<String> ANNOTATIONS = List.of("annotations", "completions");

    @Override
    public String name() {
        return "label-studio";
    }

    @Override
    public String description() {
        return "Label Studio: its JSON export, a list of tasks with \"data\" and \"annotations\"";
    }

    @Override
    public boolean recognises(AnnotationSource source) {
        return source.json()
                .filter(json -> json.isArray() && !json.isEmpty())
                .map(json -> json.get(0))
                .filter(task -> isMinimal(task) || isTask(task))
                .isPresent();
    }

    private static boolean isTask(JsonNode task) {
        return task.path("data").isObject()
                && ANNOTATIONS.stream().anyMatch(name -> task.path(name).isArray());
    }

    private static boolean isMinimal(JsonNode task) {
        return task.has("annotation_id") && task.has("annotator");
    }

    @Override
    public ParsedAnnotations read(AnnotationSource source) throws IOException {
        JsonNode tasks = JsonRoot.of(source);
        if (!tasks.isArray()) {
            throw new AnnotationFormatException(source.file() + ": must be a list of tasks");
        }
        RecordCollector collector = new RecordCollector(source);
        for (int i = 0; i < tasks.size(); i++) {
            JsonNode task = tasks.get(i);
            if (isMinimal(task)) {
                throw new AnnotationFormatException(
                        source.file() + ": is Label Studio's JSON-MIN export: export as JSON instead");
            }
            new LabelStudioTask(task, "[" + i + "]", source, collector).read();
        }
        return collector.parsed(tasks.size() + " tasks, none with an annotation");
    }
}
