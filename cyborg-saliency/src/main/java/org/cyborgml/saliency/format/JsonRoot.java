package org.cyborgml.saliency.format;

import com.fasterxml.jackson.databind.JsonNode;
import org.cyborgml.saliency.annotation.AnnotationFormatException;

/** The content of files that must be JSON. */
final class JsonRoot {

    private JsonRoot() {}

    static JsonNode of(AnnotationSource source) throws AnnotationFormatException {
        return source.json().orElseThrow(() -> new AnnotationFormatException(source.file() + ": must be JSON"));
    }

    /** A list of the root. */
    static JsonNode array(AnnotationSource source, String name) throws AnnotationFormatException {
        JsonNode list = of(source).path(name);
        if (!list.isArray()) {
            throw new AnnotationFormatException(source.file() + ": \"" + name + "\" must be a list");
        }
        return list;
    }
}
