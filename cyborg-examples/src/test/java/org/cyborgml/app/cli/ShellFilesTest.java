package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Launcher, man pages and completion as a shell uses them. */
@DisabledOnOs(OS.WINDOWS)
class ShellFilesTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        ShellFiles.write(folder);
    }

    private record Said(int status, String text) {}

    /** Runs a script; what it prints on both streams comes back. */
    private static Said bash(String script, Map<String, String> environment) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        shell.environment().putAll(environment);
        int status = shell.start().waitFor();
        return new Said(status, Files.readString(said, StandardCharsets.UTF_8));
    }

    private static Said bash(String script) throws IOException, InterruptedException {
        return bash(script, Map.of());
    }

    @Test
    void scriptsAreValid() throws Exception {
        assertThat(bash("bash -n completion/cyborg && sh -n cyborg && test -x cyborg"))
                .isEqualTo(new Said(0, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "'cyborg tr', train",
        "'cyborg comp', completion",
        "'cyborg completion z', zsh",
        "'cyborg experiment ch', 'check choose'",
        "'cyborg study s', serve",
        "'cyborg train --bal', --balance",
        "'cyborg train --arch resn', resnet50",
        "'cyborg cam --tap p', pooled",
        "'cyborg saliency build --fixations d', 'discs density'",
        "'cyborg train --csv spl', split.csv"
    })
    void aWordIsCompleted(String line, String completed) throws Exception {
        Files.writeString(folder.resolve("split.csv"), "");
        List<String> words = Splitter.on(' ').splitToList(line);
        Said said = bash("source completion/cyborg || exit 3\n"
                + "function=$(complete -p cyborg | sed 's/.*-F \\([^ ]*\\).*/\\1/')\n"
                + "COMP_WORDS=(" + line + ")\n"
                + "COMP_CWORD=" + (words.size() - 1) + "\n"
                + "COMP_LINE='" + line + "'\n"
                + "COMP_POINT=${#COMP_LINE}\n"
                + "$function cyborg '" + words.get(words.size() - 1) + "' '" + words.get(words.size() - 2)
                + "' 2>/dev/null\n"
                + "echo ${COMPREPLY[@],,}\n");
        assertThat(Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList(said.text()))
                .containsExactlyInAnyOrderElementsOf(Splitter.on(' ').splitToList(completed));
    }

    @Test
    void everyCommandHasAPage() throws IOException {
        List<String> expected = HelpTest.commands()
                .map(command -> command.getCommandSpec().qualifiedName("-") + ".1")
                .toList();
        try (Stream<Path> pages = Files.list(folder.resolve("man/man1"))) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(Files.readString(folder.resolve("man/man1/cyborg-train.1")))
                .startsWith(".TH \"CYBORG\\-TRAIN\" \"1\"")
                .contains(
                        "cyborg\\-train \\- Trains a network",
                        ".SH \"LOSS\"\n.TP\n\\fB\\-\\-alpha\\fR=\\fIALPHA\\fR\n",
                        ".SH \"EXAMPLES\"",
                        "\\fBcyborg\\fR(1)");
        assertThat(Files.readString(folder.resolve("man/man1/cyborg-faces-crop.1")))
                .contains("grown by 20 % and 30 %")
                .contains("Default: paper.");
    }

    @Test
    void pagesAreGoodTroff() throws Exception {
        assumeTrue(bash("command -v groff").status() == 0, "groff is not installed");
        assertThat(bash("for page in man/man1/*.1; do groff -man -ww -z -Tutf8 $page; done")
                        .text())
                .isEmpty();
        assertThat(bash("groff -man -Tascii -P-c -P-b -P-u man/man1/cyborg-score.1")
                        .text())
                .contains("--weights=FILE", "cyborg score --arch resnet50", "OPTIONS");
    }

    /** A stand-in for Java prints what it is given. */
    @Test
    void theLauncherFindsJarAndArchive() throws Exception {
        Path java = folder.resolve("jdk/bin/java");
        Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(
                java,
                """
                #!/bin/sh
                for word in "$@"; do
                  case $word in -XX:ArchiveClassesAtExit=*) : > "${word#*=}"; echo "$@" > keeping ;; esac
                done
                echo "$@"
                """);
        Files.writeString(folder.resolve("cyborg.jar"), "");
        Map<String, String> environment = Map.of(
                "JAVA_HOME", folder.resolve("jdk").toString(),
                "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                "CYBORG_JAVA_OPTS", "-Xmx1g");
        bash("chmod +x jdk/bin/java && ln -sf cyborg linked");
        String jar = "-Xmx1g -jar " + folder.toRealPath().resolve("cyborg.jar");
        assertThat(bash("./cyborg train --out 'a b'", environment).text()).isEqualTo(jar + " train --out a b\n");
        assertThat(bash("./cyborg --help", environment).text())
                .contains("-XX:SharedArchiveFile=", jar + " --help\n")
                .doesNotContain("ArchiveClassesAtExit");
        assertThat(bash("cat keeping", environment).text()).contains("-XX:ArchiveClassesAtExit=", jar + " --help\n");
        assertThat(bash("./linked train", environment).text())
                .contains("-XX:SharedArchiveFile=", jar + " train\n")
                .doesNotContain("TieredStopAtLevel", "ArchiveClassesAtExit");
        assertThat(bash("./cyborg --version", environment).text())
                .contains("-XX:SharedArchiveFile=", "TieredStopAtLevel");
        assertThat(bash("CYBORG_CACHE=off ./cyborg --version", environment).text())
                .doesNotContain("SharedArchiveFile", "ArchiveClassesAtExit");
        Files.writeString(folder.resolve("cyborg.jar"), "another build");
        assertThat(bash("./cyborg train", environment).text()).isEqualTo(jar + " train\n");
        Files.delete(folder.resolve("cyborg.jar"));
        assertThat(bash("./cyborg train", environment))
                .isEqualTo(new Said(
                        1,
                        "cyborg: " + folder.toRealPath().resolve("cyborg.jar")
                                + ": there is no such file; the README's build makes it\n"));
    }
}
