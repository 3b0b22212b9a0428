package org.cyborgml.app.study.web;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages, scripts and styles in the jar. */
final class StudyAssets {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+(\\.[a-zA-Z0-9_-]+)*\\.[a-z0-9]+");

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private static final int TAG_LENGTH = 32;

    private static final String PAGE = "page.html";
    private static final String BASE = "<meta name=\"base\" content=\"\">";

    private final String publicPath;
    private final Map<String, Asset> assets = new ConcurrentHashMap<>();
    private final Map<String, Asset> pages = new ConcurrentHashMap<>();

    /**
     * The assets of a server.
     *
     * @param publicPath that a proxy puts before every path, such as {@code /faces}; empty for none
     */
    StudyAssets(String publicPath) {
        this.publicPath = publicPath;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asset(String type, byte[] bytes, String tag) {
        static Asset of(String type, byte[] bytes) {
            String tag = Hashing.sha256().hashBytes(bytes).toString().substring(0, TAG_LENGTH);
            return new Asset(type, bytes, '"' + tag + '"');
        }
    }

    /**
     * A page: the shell that all pages share, with the public path and the page's own style and script in it.
     *
     * @param name of the style and the script, such as {@code owner}
     */
    WebResponse page(WebRequest request, String name) throws RequestProblem {
        return response(request, pages.computeIfAbsent(name, this::shell));
    }

    private @Nullable Asset shell(String name) {
        Asset shell = read(PAGE);
        return shell == null
                ? null
                : Asset.of(
                        shell.type(),
                        new String(shell.bytes(), StandardCharsets.UTF_8)
                                .replace("/PAGE.", "/" + name + ".")
                                .replace(BASE, BASE.replace("\"\"", "\"" + publicPath + "\""))
                                .replace("=\"/assets/", "=\"" + publicPath + "/assets/")
                                .getBytes(StandardCharsets.UTF_8));
    }

    /** A script, style or picture. */
    WebResponse asset(WebRequest request, String name) throws RequestProblem {
        if (name.equals(PAGE) || !NAME.matcher(name).matches()) {
            throw RequestProblem.notFound(); // pages have addresses of their own
        }
        return response(request, assets.computeIfAbsent(name, this::read));
    }

    private static WebResponse response(WebRequest request, @Nullable Asset asset) throws RequestProblem {
        if (asset == null) {
            throw RequestProblem.notFound();
        }
        boolean isKnown = request.ifNoneMatch().contains(asset.tag());
        WebResponse response = isKnown
                ? new WebResponse(304, asset.type(), new byte[0], Map.of())
                : WebResponse.bytes(asset.type(), asset.bytes());
        return response.with("ETag", asset.tag()).with("Cache-Control", "no-cache");
    }

    private @Nullable Asset read(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream in = StudyAssets.class.getResourceAsStream("/org/cyborgml/app/study/pages/" + name)) {
            if (type == null || in == null) {
                return null;
            }
            return Asset.of(type, in.readAllBytes());
        } catch (IOException e) {
            return null;
        }
    }
}
