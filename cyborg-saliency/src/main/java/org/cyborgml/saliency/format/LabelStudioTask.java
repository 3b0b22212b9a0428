package org.cyborgml.saliency.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** One task of Label Studio: an image, and the annotations that people made of it. */
final class LabelStudioTask {

    private static final List<String> EXTENSIONS =
            List.of(".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif");

    private final JsonNode task;
    private final String place;
    private final AnnotationSource source;
    private final RecordCollector collector;
    private String image = "";

    LabelStudioTask(JsonNode task, String place, AnnotationSource source, RecordCollector collector) {
        this.task = task;
        this.place = place;
        this.source = source;
        this.collector = collector;
    }

    void read() {
        collector.attempt("", place + " data", () -> image = imageOf(task.path("data")));
        if (!image.isEmpty()) {
            List<JsonNode> annotations = annotations();
            collector.attempt(image, place, () -> {
                if (annotations.isEmpty()) {
                    return;
                }
                ImageSize size = size(annotations);
                String truth = truth(annotations);
                for (JsonNode annotation : annotations) {
                    read(annotation, annotations.size(), size, truth);
                }
            });
        }
    }

    /** The annotations that were not skipped. */
    private List<JsonNode> annotations() {
        List<JsonNode> annotations = new ArrayList<>();
        for (String name : LabelStudioFormat.ANNOTATIONS) {
            for (JsonNode annotation : task.path(name)) {
                if (!annotation.path("was_cancelled").asBoolean()) {
                    annotations.add(annotation);
                }
            }
        }
        return annotations;
    }

    private static String imageOf(JsonNode data) {
        if (data.path("image").isTextual()) {
            return ImageNames.ofUrl(data.path("image").textValue());
        }
        List<String> found = new ArrayList<>();
        data.forEach(value -> {
            String path = value.asText().replaceFirst("\\?(?!d=).*", "").toLowerCase(Locale.ROOT);
            if (value.isTextual() && EXTENSIONS.stream().anyMatch(path::endsWith)) {
                found.add(value.textValue());
            }
        });
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "names " + found.size() + " images: must have one, or name it \"image\"");
        }
        return ImageNames.ofUrl(found.get(0));
    }

    /** The size that the first region states; the image's own if nobody marked any. */
    private ImageSize size(List<JsonNode> annotations) {
        for (JsonNode annotation : annotations) {
            for (JsonNode result : annotation.path("result")) {
                if (result.has("original_width")) {
                    return JsonFields.size(result, "original_width", "original_height");
                }
            }
        }
        return source.sizeOf(image);
    }

    /** The true label: a field of the data, else the decision of the annotation that is marked as ground truth. */
    private @Nullable String truth(List<JsonNode> annotations) {
        String stated =
                JsonFields.optionalText(task.path("data"), source.options().truth());
        if (stated != null) {
            return stated;
        }
        for (JsonNode annotation : annotations) {
            if (annotation.path("ground_truth").asBoolean()) {
                return choice(annotation, source.options().decision());
            }
        }
        return null;
    }

    private void read(JsonNode annotation, int ofAll, ImageSize size, @Nullable String truth) {
        String where =
                place + " annotation " + JsonFields.quote(annotation.path("id").asText());
        collector.attempt(image, where, () -> {
            String annotator = annotator(annotation, ofAll);
            if (collector.has(image, annotator)) {
                throw new IllegalArgumentException(
                        "annotator " + JsonFields.quote(annotator) + " comes twice for the image: once is allowed");
            }
            RecordCollector.Draft draft = collector.draft(image, annotator, size);
            Set<String> targets = new HashSet<>();
            JsonNode results = JsonFields.array(annotation, "result");
            for (int i = 0; i < results.size(); i++) {
                JsonNode result = results.get(i);
                collector.attempt(image, where + " result[" + i + "]", () -> {
                    if (LabelStudioRegion.isRegion(result)) {
                        targets.add(result.path("to_name").asText());
                        draft.add(LabelStudioRegion.of(result, size, source));
                    }
                });
            }
            if (targets.size() > 1) {
                throw new IllegalArgumentException(
                        "marks the images " + targets.stream().sorted().toList() + " of one task: must mark one");
            }
            draft.decision(choice(annotation, source.options().decision()));
            String chosenTruth = namedChoice(annotation, source.options().truth());
            draft.truth(truth == null ? chosenTruth : truth);
        });
    }

    private String annotator(JsonNode annotation, int ofAll) {
        JsonNode by = annotation.path("completed_by");
        for (String field : List.of("email", "username", "id")) {
            if (by.hasNonNull(field)) {
                return by.get(field).asText();
            }
        }
        if (by.isValueNode() && !by.isNull() && !by.asText().isBlank()) {
            return by.asText();
        }
        return ofAll == 1
                ? source.annotatorOr(source.stem())
                : "annotation " + annotation.path("id").asText();
    }

    /** The choice of a name, or else the only choice that is made for the image as a whole. */
    private @Nullable String choice(JsonNode annotation, String name) {
        Map<String, String> choices = choices(annotation);
        if (choices.containsKey(name)) {
            return choices.get(name);
        }
        choices.remove(source.options().truth());
        if (choices.size() > 1) {
            throw new IllegalArgumentException(
                    "has the choices " + choices.keySet() + ": name the one that is the decision (--decision)");
        }
        return choices.values().stream().findFirst().orElse(null);
    }

    private @Nullable String namedChoice(JsonNode annotation, String name) {
        return choices(annotation).get(name);
    }

    /** The choices for the image, by the names of the controls; choices for a region are left out. */
    private static Map<String, String> choices(JsonNode annotation) {
        Set<String> regions = new HashSet<>();
        for (JsonNode result : annotation.path("result")) {
            if (LabelStudioRegion.isRegion(result)) {
                regions.add(result.path("id").asText());
            }
        }
        Map<String, String> choices = new LinkedHashMap<>();
        for (JsonNode result : annotation.path("result")) {
            String id = result.path("id").asText();
            if (result.path("type").asText().equals("choices") && (id.isEmpty() || !regions.contains(id))) {
                String name = result.path("from_name").asText();
                JsonNode chosen = result.path("value").path("choices");
                if (chosen.size() != 1 || !chosen.path(0).isTextual()) {
                    throw new IllegalArgumentException("the choice " + JsonFields.quote(name) + " has " + chosen.size()
                            + " values: must have one");
                }
                choices.put(name, chosen.get(0).textValue());
            }
        }
        return choices;
    }
}
