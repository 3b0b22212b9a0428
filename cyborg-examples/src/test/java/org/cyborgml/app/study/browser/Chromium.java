package org.cyborgml.app.study.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A Chromium without a window, driven over the DevTools protocol. */
public final class Chromium implements AutoCloseable {

    /** The reason for which tests in the browser are skipped. */
    public static final String MISSING =
            "no chromium, chromium-browser or google-chrome on the path: the tests in the browser are skipped";

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final Process process;
    private final Path profile;
    private final DevTools devTools;

    private Chromium(Process process, Path profile, DevTools devTools) {
        this.process = process;
        this.profile = profile;
        this.devTools = devTools;
    }

    /** The program on the path; empty if there is none. */
    public static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips the calling test if there is no browser, and prints the reason once, on the standard error stream. */
    static void assumeThere() {
        if (program().isEmpty() && TOLD.compareAndSet(false, true)) {
            System.err.println(MISSING);
        }
        Assumptions.assumeTrue(program().isPresent(), MISSING);
    }

    /**
     * Starts the browser with an empty profile.
     *
     * @param pixelRatio device pixels for each CSS pixel of its screen
     * @throws IOException if it does not start
     */
    public static Chromium start(double pixelRatio) throws IOException {
        Path profile = Files.createTempDirectory("chromium");
        List<String> command = new ArrayList<>(List.of(
                program().orElseThrow(() -> new IOException(MISSING)).toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--force-device-scale-factor=" + pixelRatio,
                "about:blank"));
        if (System.getProperty("user.name").equals("root")) {
            command.add(1, "--no-sandbox");
        }
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Chromium(process, profile, DevTools.connect(address(process)));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static URI address(Process process) throws IOException {
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread drain = new Thread(() -> errors.lines().forEach(ignored -> {}), "chromium's messages");
                drain.setDaemon(true);
                drain.start();
                return URI.create(listening.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IOException("chromium ended before it listened: " + said);
    }

    /** Opens a tab with cookies and storage of its own. */
    public Tab newTab() throws IOException {
        return Tab.open(devTools);
    }

    @Override
    public void close() throws IOException {
        try {
            devTools.sendToBrowser("Browser.close");
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        devTools.close();
        deleteProfile();
    }

    /** Processes of the browser may still write while they end; files that are left lie in the folder for temporary files. */
    private void deleteProfile() {
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            profile.toFile().deleteOnExit();
        }
    }
}
