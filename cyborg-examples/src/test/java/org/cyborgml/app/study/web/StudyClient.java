package org.cyborgml.app.study.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests to a study's server as the pages do. */
final class StudyClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;
    private final @Nullable String token;

    /** Sends to a server, with a token or none. */
    StudyClient(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    /** A response. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, byte[] bytes, Map<String, List<String>> headers) {

        JsonNode json() throws IOException {
            return JSON.readTree(bytes);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String code() throws IOException {
            return json().path("error").path("code").asText();
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    StudyClient with(@Nullable String other) {
        return new StudyClient(base, other);
    }

    Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    Answer send(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(
                response.statusCode(), response.body(), response.headers().map());
    }

    /** Joins a study and goes through consent and instructions to the trials. */
    static StudyClient joined(String participantsUrl) throws IOException, InterruptedException {
        int at = participantsUrl.indexOf("/s/");
        StudyClient nobody = new StudyClient(participantsUrl.substring(0, at), null);
        Answer joined = nobody.post("/api/sessions", "{\"study\": \"" + participantsUrl.substring(at + 3) + "\"}");
        if (joined.status() != 201) {
            throw new IOException("joining: " + joined.status() + " " + joined.text());
        }
        StudyClient client = nobody.with(joined.json().path("token").asText());
        client.post("/api/session/consent", "{\"agreed\": true}");
        client.post("/api/session/instructions", "{}");
        return client;
    }

    /** The body of an answer to a trial, with a stroke on the chosen image where strokes are wanted. */
    static ObjectNode answer(JsonNode trial, String key, int choice) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("key", key);
        answer.put("trial", trial.path("id").asText());
        answer.put("choice", trial.path("choices").path(choice).asText());
        ArrayNode strokes = answer.putArray("strokes");
        if (trial.path("condition").asText().equals("annotated")) {
            JsonNode images = trial.path("images");
            ObjectNode stroke = strokes.addObject();
            stroke.put(
                    "image",
                    images.path(Math.min(choice, images.size() - 1)).path("id").asText());
            stroke.put("tool", "brush");
            stroke.put("size", 3);
            ArrayNode points = stroke.putArray("points");
            points.addArray().add(4).add(4).add(0);
            points.addArray().add(8.5).add(6).add(20);
        }
        ObjectNode times = answer.putObject("times");
        times.put("loaded", 1)
                .put("shown", 2.5)
                .put("decided", 3000)
                .put("sent", 4000.25)
                .put("hidden", 0);
        return answer;
    }
}
