package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The program in a process of its own, for tests of what surrounds it: environment, disk, memory. */
final class Program {

    private final Path folder;
    private final List<String> flags =
            new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx512m"));
    private final List<String> before = new ArrayList<>();
    private Map<String, String> environment = Map.of();

    Program(Path folder) {
        this.folder = folder;
    }

    /**
     * Outcome of a command.
     *
     * @param status its exit status
     * @param errors what it printed on standard error
     */
    record Ended(int status, String errors) {

        /** The line that ended the command. */
        String sentence() {
            return errors.lines().reduce("", (a, b) -> b);
        }
    }

    Program flags(String... more) {
        flags.addAll(Arrays.asList(more));
        return this;
    }

    /** With these variables only, beside what finds the libraries. */
    Program environment(Map<String, String> variables) {
        this.environment = variables;
        return this;
    }

    /** Put before the command in a shell, such as {@code ulimit -f 3}. */
    Program before(String shell) {
        before.add(shell);
        return this;
    }

    /** The command as a line of a shell. */
    String line(List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        words.addAll(flags);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        words.addAll(arguments);
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    Ended run(List<String> arguments) throws IOException, InterruptedException {
        return shell(
                before.stream().map(line -> line + " && ").collect(Collectors.joining()) + "exec " + line(arguments));
    }

    Ended shell(String script) throws IOException, InterruptedException {
        return start(List.of("bash", "-c", script));
    }

    Ended start(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        if (!environment.isEmpty()) {
            builder.environment().keySet().retainAll(List.of("PATH", "HOME", "JAVA_HOME"));
            builder.environment().putAll(environment);
        }
        builder.environment().put("OMP_NUM_THREADS", "1");
        int status = builder.start().waitFor();
        return new Ended(status, new String(Files.readAllBytes(errors), StandardCharsets.UTF_8));
    }
}
