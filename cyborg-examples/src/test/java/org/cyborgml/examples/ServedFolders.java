package org.cyborgml.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves the files of some folders as one, those of the first where several have one of a name. */
final class ServedFolders implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "css", "text/css",
            "js", "text/javascript",
            "mjs", "text/javascript",
            "wasm", "application/wasm",
            "png", "image/png");

    private final List<Path> folders;
    private final HttpServer server;

    private ServedFolders(List<Path> folders, HttpServer server) {
        this.folders = folders;
        this.server = server;
    }

    static ServedFolders of(Path... folders) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ServedFolders served = new ServedFolders(List.of(folders), server);
        server.createContext("/", served::answer);
        server.start();
        return served;
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            Optional<Path> file = folders.stream()
                    .map(folder -> folder.resolve(path))
                    .filter(Files::isRegularFile)
                    .findFirst();
            if (file.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] content = Files.readAllBytes(file.get());
            String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            exchange.getResponseHeaders().set("Content-Type", type == null ? "application/octet-stream" : type);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
