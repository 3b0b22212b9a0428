package org.cyborgml.app.study.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;
import org.cyborgml.app.study.StudyStep;

/** Reads the JSON of requests, which anyone may have written, and writes that of responses. */
final class StudyJson {

    private static final int DEEPEST = 10;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_NUMBER = 40;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new SimpleModule("study")
                    .addSerializer(StudyStep.class, text(SessionJson::name))
                    .addSerializer(Enum.class, text(SessionJson::lower))
                    .addSerializer(Instant.class, text(Instant::toString)))
            .build();

    private StudyJson() {}

    private static <T> JsonSerializer<T> text(Function<? super T, String> text) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(text.apply(value));
            }
        };
    }

    /** The body of a request. */
    static <T> T read(WebRequest request, Class<T> type) throws RequestProblem {
        T content;
        try {
            content = MAPPER.readValue(request.body(), type);
        } catch (JacksonException e) {
            String rule = e.getCause() instanceof IllegalArgumentException broken ? broken.getMessage() : null;
            throw RequestProblem.badRequest(rule == null ? "the body is not as the interface wants it" : rule);
        } catch (IOException e) {
            throw RequestProblem.badRequest("the body cannot be read");
        }
        if (content == null) {
            throw RequestProblem.badRequest("the body is empty");
        }
        return content;
    }
}
