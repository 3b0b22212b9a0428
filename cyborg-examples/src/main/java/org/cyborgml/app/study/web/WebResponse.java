package org.cyborgml.app.study.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * A response.
 *
 * @param status of HTTP
 * @param type of the content
 * @param body its bytes
 * @param headers besides those that every response has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WebResponse(int status, String type, byte[] body, Map<String, String> headers) {

    private static final String JSON = "application/json";

    static WebResponse json(int status, Object content) {
        try {
            return new WebResponse(
                    status,
                    JSON,
                    StudyJson.MAPPER.writeValueAsBytes(content),
                    ImmutableMap.of("Cache-Control", "no-store"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static WebResponse of(RequestProblem problem) {
        WebResponse response = json(
                problem.status(),
                Map.of("error", Map.of("code", problem.code(), "message", String.valueOf(problem.getMessage()))));
        return problem.retrySeconds() == 0
                ? response
                : response.with("Retry-After", Integer.toString(problem.retrySeconds()));
    }

    static WebResponse bytes(String type, byte[] body) {
        return new WebResponse(200, type, body, Map.of());
    }

    /** The same response with another status. */
    WebResponse withStatus(int other) {
        return new WebResponse(other, type, body, headers);
    }

    WebResponse with(String header, String value) {
        return new WebResponse(
                status,
                type,
                body,
                ImmutableMap.<String, String>builder()
                        .putAll(headers)
                        .put(header, value)
                        .buildKeepingLast());
    }
}
