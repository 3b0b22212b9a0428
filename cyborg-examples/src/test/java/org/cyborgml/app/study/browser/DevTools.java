package org.cyborgml.app.study.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** A connection to a browser by the Chrome DevTools protocol: commands with their answers, and events. */
final class DevTools implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 30;

    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private int lastId;

    private DevTools(URI address) throws IOException {
        socket = await(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Listener()));
    }

    static DevTools connect(URI address) throws IOException {
        return new DevTools(address);
    }

    /** Parameters of a command as name, value, name, value. */
    static ObjectNode parameters(Object... namesAndValues) {
        ObjectNode parameters = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.set((String) namesAndValues[i], JSON.valueToTree(namesAndValues[i + 1]));
        }
        return parameters;
    }

    /** Sends a command to the browser and waits for its answer. */
    JsonNode sendToBrowser(String method, Object... namesAndValues) throws IOException {
        return send("", method, namesAndValues);
    }

    /** Sends a command to a tab, named by its session, and waits for its answer. */
    JsonNode send(String session, String method, Object... namesAndValues) throws IOException {
        ObjectNode command = JSON.createObjectNode();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        synchronized (this) {
            lastId++;
            command.put("id", lastId).put("method", method).set("params", parameters(namesAndValues));
            if (!session.isEmpty()) {
                command.put("sessionId", session);
            }
            waiting.put(lastId, answer);
            await(socket.sendText(command.toString(), true));
        }
        JsonNode message = await(answer);
        if (message.has("error")) {
            throw new IOException(method + ": " + message.get("error"));
        }
        return message.get("result");
    }

    /** Passes the events of a tab on: method and parameters. */
    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.put(session, listener);
    }

    private static <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the browser worked");
        } catch (ExecutionException e) {
            throw new IOException("the connection to the browser failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer of the browser in " + SECONDS + " seconds", e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket source, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                receive(message);
            }
            source.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket source, Throwable error) {
            waiting.values().forEach(answer -> answer.completeExceptionally(error));
        }

        private void receive(String text) {
            JsonNode message;
            try {
                message = JSON.readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException("a message of the browser is not JSON: " + text, e);
            }
            if (message.has("id")) {
                CompletableFuture<JsonNode> answer =
                        waiting.remove(message.get("id").asInt());
                if (answer != null) {
                    answer.complete(message);
                }
            } else {
                BiConsumer<String, JsonNode> listener =
                        listeners.get(message.path("sessionId").asText());
                if (listener != null) {
                    listener.accept(message.get("method").asText(), message.get("params"));
                }
            }
        }
    }
}
