package org.cyborgml.app.study.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A tab of the browser with cookies and storage of its own. */
public final class Tab {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final DevTools devTools;
    private final String context;
    private final String session;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    private Tab(DevTools devTools, String context, String session) {
        this.devTools = devTools;
        this.context = context;
        this.session = session;
    }

    static Tab open(DevTools devTools) throws IOException {
        String context = devTools.sendToBrowser("Target.createBrowserContext")
                .get("browserContextId")
                .asText();
        String target = devTools.sendToBrowser("Target.createTarget", "url", "about:blank", "browserContextId", context)
                .get("targetId")
                .asText();
        String session = devTools.sendToBrowser("Target.attachToTarget", "targetId", target, "flatten", true)
                .get("sessionId")
                .asText();
        Tab tab = new Tab(devTools, context, session);
        devTools.listen(session, tab::hear);
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            tab.send(domain + ".enable");
        }
        return tab;
    }

    private void hear(String method, JsonNode event) {
        switch (method) {
            case "Runtime.exceptionThrown" ->
                complaints.add(
                        event.at("/exceptionDetails/exception/description").asText());
            case "Log.entryAdded" -> {
                if (event.at("/entry/level").asText().equals("error")) {
                    complaints.add(event.at("/entry/text").asText() + " "
                            + event.at("/entry/url").asText());
                }
            }
            default -> {}
        }
    }

    /** Exceptions in scripts, refusals of the content security policy, and failed requests since the tab was opened. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    JsonNode send(String method, Object... namesAndValues) throws IOException {
        return devTools.send(session, method, namesAndValues);
    }

    /**
     * Sets the size of the window in CSS pixels.
     *
     * @param pixelRatio device pixels for each of them; 0 for those of the browser's screen
     */
    public void resize(int width, int height, double pixelRatio) throws IOException {
        send(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                height,
                "deviceScaleFactor",
                pixelRatio,
                "mobile",
                false);
    }

    /** Makes the screen one that is touched. */
    public void useTouch() throws IOException {
        send("Emulation.setTouchEmulationEnabled", "enabled", true, "maxTouchPoints", 2);
    }

    /** Sets what the page asks of the system, such as {@code prefers-color-scheme} and {@code dark}. */
    public void prefer(String feature, String value) throws IOException {
        send("Emulation.setEmulatedMedia", "features", List.of(Map.of("name", feature, "value", value)));
    }

    /** Sets the language of the person at the browser, such as {@code fr-FR}. */
    public void speak(String language) throws IOException {
        String agent = evaluate("navigator.userAgent").asText();
        send("Emulation.setUserAgentOverride", "userAgent", agent, "acceptLanguage", language);
    }

    /** Takes the network away or gives it back. */
    public void offline(boolean offline) throws IOException {
        send(
                "Network.emulateNetworkConditions",
                "offline",
                offline,
                "latency",
                0,
                "downloadThroughput",
                -1,
                "uploadThroughput",
                -1);
    }

    /** Opens an address and waits until the page is loaded. */
    public void open(String address) throws IOException {
        JsonNode opened = send("Page.navigate", "url", address);
        if (opened.has("errorText")) {
            throw new IOException(address + ": " + opened.get("errorText").asText());
        }
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Loads the page again, as a person does with F5. */
    public void reload() throws IOException {
        evaluate("window.beforeReload = true");
        send("Page.reload");
        await("document.readyState === 'complete' && window.beforeReload === undefined");
    }

    /** The value of a JavaScript expression; a promise is waited for. */
    public JsonNode evaluate(String expression) throws IOException {
        JsonNode result =
                send("Runtime.evaluate", "expression", expression, "awaitPromise", true, "returnByValue", true);
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": "
                    + result.at("/exceptionDetails/exception/description").asText());
        }
        return result.at("/result/value");
    }

    /** Waits until a JavaScript expression is true. */
    public void await(String condition) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            try {
                if (evaluate("!!(" + condition + ")").asBoolean()) {
                    return;
                }
            } catch (IOException e) {
                // The page is being replaced by another one.
                last = e.getMessage();
            }
            pause(20);
        }
        throw new IOException("not true within " + PATIENCE.toSeconds() + " s: " + condition + " " + last
                + "\nthe page shows: " + evaluate("document.body.innerText").asText() + "\ncomplaints: " + complaints);
    }

    /** Waits until an element is there and can be seen. */
    public void awaitElement(String selector) throws IOException {
        await("document.querySelector(" + quoted(selector) + ")?.checkVisibility()");
    }

    /** The text of an element. */
    public String text(String selector) throws IOException {
        return evaluate("document.querySelector(" + quoted(selector) + ").innerText")
                .asText();
    }

    /** Scrolls an element into the window and gives its rectangle in CSS pixels. */
    public Box box(String selector) throws IOException {
        JsonNode box = evaluate("(() => { const element = document.querySelector(" + quoted(selector) + ");"
                + " element.scrollIntoView({block: 'center', behavior: 'instant'});"
                + " const {x, y, width, height} = element.getBoundingClientRect(); return {x, y, width, height}; })()");
        return new Box(
                box.get("x").asDouble(),
                box.get("y").asDouble(),
                box.get("width").asDouble(),
                box.get("height").asDouble());
    }

    /** A rectangle in the window, in CSS pixels. */
    public record Box(double x, double y, double width, double height) {}

    /** Clicks in the middle of an element with the mouse. */
    public void click(String selector) throws IOException {
        awaitElement(selector);
        Box box = box(selector);
        double[] middle = {box.x() + box.width() / 2, box.y() + box.height() / 2};
        drag(List.of(middle));
    }

    /** Presses the left button of the mouse at the first place, in CSS pixels of the window, and lets it go at the last. */
    public void drag(List<double[]> places) throws IOException {
        drag("mouse", places);
    }

    /** The same with a pen. */
    public void dragPen(List<double[]> places) throws IOException {
        drag("pen", places);
    }

    private void drag(String pointer, List<double[]> places) throws IOException {
        double[] first = places.get(0);
        double[] last = places.get(places.size() - 1);
        point(pointer, "mouseMoved", first, 0);
        point(pointer, "mousePressed", first, 1);
        for (double[] place : places.subList(1, places.size())) {
            point(pointer, "mouseMoved", place, 1);
        }
        point(pointer, "mouseReleased", last, 0);
    }

    private void point(String pointer, String type, double[] place, int buttons) throws IOException {
        send(
                "Input.dispatchMouseEvent",
                "pointerType",
                pointer,
                "type",
                type,
                "x",
                place[0],
                "y",
                place[1],
                "button",
                type.equals("mouseMoved") && buttons == 0 ? "none" : "left",
                "buttons",
                buttons,
                "clickCount",
                type.equals("mouseMoved") ? 0 : 1);
    }

    /** Draws with a finger: down at the first place, in CSS pixels of the window, up at the last. */
    public void swipe(List<double[]> places) throws IOException {
        for (int i = 0; i < places.size(); i++) {
            touch(i == 0 ? "touchStart" : "touchMove", List.of(places.get(i)));
        }
        touch("touchEnd", List.of());
    }

    /** One step of fingers on the screen: all that touch it, in CSS pixels of the window. */
    public void touch(String type, List<double[]> fingers) throws IOException {
        List<Map<String, Object>> points = new ArrayList<>();
        for (int i = 0; i < fingers.size(); i++) {
            points.add(Map.of("x", fingers.get(i)[0], "y", fingers.get(i)[1], "id", i));
        }
        send("Input.dispatchTouchEvent", "type", type, "touchPoints", points);
    }

    /** Presses and releases a key, such as {@code Tab}, {@code ArrowLeft} or {@code z}, with others held down. */
    public void press(String key, Modifier... modifiers) throws IOException {
        for (Object[] event : KeyEvents.of(key, modifiers)) {
            send("Input.dispatchKeyEvent", event);
        }
    }

    /** The whole page as a PNG, of as many pixels as the device would show. */
    public byte[] screenshot() throws IOException {
        JsonNode size = send("Page.getLayoutMetrics").get("cssContentSize");
        Map<String, Object> clip =
                Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
        JsonNode shot = send("Page.captureScreenshot", "format", "png", "captureBeyondViewport", true, "clip", clip);
        return Base64.getDecoder().decode(shot.get("data").asText());
    }

    /** Lets downloads go into a folder, under the names that the page gives them. */
    public void downloadTo(Path folder) throws IOException {
        devTools.sendToBrowser(
                "Browser.setDownloadBehavior",
                "behavior",
                "allow",
                "browserContextId",
                context,
                "downloadPath",
                folder.toString());
    }

    /** Lets time pass. */
    public static void pause(int milliseconds) throws IOException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A text as a JavaScript literal. */
    public static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Closes the tab and forgets its cookies and storage. */
    public void close() throws IOException {
        devTools.sendToBrowser("Target.disposeBrowserContext", "browserContextId", context);
    }
}
