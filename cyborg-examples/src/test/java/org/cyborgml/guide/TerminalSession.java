package org.cyborgml.guide;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs commands of the guide in a new folder, and draws what a terminal shows of them: lines appear one after the other, and their
 * text can be selected.
 *
 * <pre>{@code
 * java -cp cyborg-examples/target/test-classes:cyborg-examples/target/cyborg.jar org.cyborgml.guide.TerminalSession \
 *     cyborg-examples/target cyborg-examples/docs/terminal.svg
 * }</pre>
 */
public final class TerminalSession {

    static final int COLUMNS = 130;

    /** Commands that make what the others need; they are not shown. */
    private static final List<String> BEFORE =
            List.of("java -cp \"$CYBORG/cyborg.jar\" org.cyborgml.examples.SpottedShapes toy");

    private static final List<String> SHOWN = List.of(
            "cyborg saliency build toy/annotations.csv --out toy/marks",
            """
            cyborg train --arch small_cnn --csv toy/split.csv --images toy/images --heatmaps toy/marks/maps \\
                --epochs 10 --batch 8 --lr 0.02 --schedule cosine --out toy/cyborg""",
            """
            cyborg score --arch small_cnn --weights toy/cyborg/Logs/final_model.safetensors \\
                --images toy/new --out toy/cyborg.csv""",
            "awk -F, '{right += ($1 ~ /^square/) == ($2 > 0.5)} END {print right / NR}' toy/cyborg.csv",
            "cyborg convert toy/cyborg/Logs/final_model.safetensors toy/network.onnx");

    /** Lines of progress, which a terminal overwrites. */
    private static final Pattern STEP = Pattern.compile("epoch \\d+ of \\d+, step .*|\\d+ of \\d+ images, .*");

    /** Epochs that are passed over. */
    private static final Pattern MIDDLE = Pattern.compile("epoch [3-9] of 10: .*");

    private static final int LEFT = 18;
    private static final int TOP = 26;
    private static final double CHARACTER = 7.83;
    private static final int LINE = 19;

    private final List<String> lines = new ArrayList<>();
    private double seconds;

    /**
     * Draws the session.
     *
     * @param arguments the folder of the launcher {@code cyborg}, and the picture
     * @throws IOException if a file cannot be written, or a command fails
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path programs = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path folder = Files.createTempDirectory("session");
        for (String command : BEFORE) {
            output(command, programs, folder);
        }
        TerminalSession session = new TerminalSession();
        for (String command : SHOWN) {
            session.add(command, output(command, programs, folder));
        }
        Files.writeString(Path.of(arguments[1]), session.svg());
    }

    /** Runs a command, and gives the lines that it prints on both streams. */
    private static List<String> output(String command, Path programs, Path folder)
            throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = shell.environment();
        environment.put("CYBORG", programs.toString());
        environment.put("PATH", programs + ":" + environment.get("PATH"));
        Process process = shell.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + printed);
        }
        return printed.lines().toList();
    }

    /** Adds a command and its output. */
    void add(String command, List<String> output) {
        boolean isFirst = true;
        for (String part : Splitter.on('\n').split(command)) {
            show((isFirst ? "$ " : "  ") + part, "c", isFirst ? 1.2 : 0);
            isFirst = false;
        }
        boolean isPassedOver = false;
        for (String line : output) {
            if (MIDDLE.matcher(line).matches()) {
                if (!isPassedOver) {
                    show("...", "o", 0.4);
                }
                isPassedOver = true;
            } else if (!STEP.matcher(line).matches()) {
                show(line, "o", 0.4);
            }
        }
    }

    /** Adds a line, folded as a terminal does. */
    private void show(String line, String kind, double pause) {
        seconds += pause;
        for (int from = 0; from == 0 || from < line.length(); from += COLUMNS) {
            String part = line.substring(from, Math.min(line.length(), from + COLUMNS));
            lines.add(String.format(
                    Locale.ROOT,
                    "<text class=\"%s\" x=\"%d\" y=\"%d\" style=\"animation-duration:%.1fs\">%s</text>",
                    kind,
                    LEFT,
                    TOP + LINE * lines.size(),
                    seconds,
                    part.replace("&", "&amp;").replace("<", "&lt;")));
        }
    }

    /** The picture. Where nothing moves, all lines are there. */
    String svg() {
        int width = (int) Math.ceil(2 * LEFT + COLUMNS * CHARACTER);
        int height = TOP + LINE * lines.size() + 4;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
                <title>A session in a terminal: maps of people's marks, a training, scores, ONNX</title>
                <style>
                text { font: 13px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; white-space: pre; animation-name: hide; }
                .c { fill: #ffffff; font-weight: 700; }
                .o { fill: #c9d1d9; }
                @keyframes hide { from, to { opacity: 0; } }
                @media (prefers-reduced-motion: reduce) { text { animation-name: none; } }
                </style>
                <rect width="%1$d" height="%2$d" rx="8" fill="#16181c"/>
                %3$s
                </svg>
                """
                .formatted(width, height, String.join("\n", lines));
    }
}
