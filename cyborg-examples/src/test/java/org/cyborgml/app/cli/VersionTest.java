package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.cyborgml.app.provenance.BuildOfProgram;
import org.cyborgml.models.kernel.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {

    @Test
    void versionAndKernelsAreTold() {
        StringWriter out = new StringWriter();
        assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute("--version"))
                .isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("cyborg (\\(not packaged\\)|\\d+\\.\\d+\\.\\d+.*)"),
                        line -> assertThat(line).startsWith("kernels: " + Kernels.current()),
                        line -> assertThat(line).startsWith("Java " + System.getProperty("java.version")));
    }

    @ParameterizedTest
    @CsvSource({
        "30b52ba012, false, '0.1.0, commit 30b52ba012'",
        "30b52ba012, true, '0.1.0, commit 30b52ba012 with changes'",
        "unknown, false, 0.1.0"
    })
    void theCommitStandsBehindTheVersion(String commit, boolean isChanged, String words) {
        assertThat(new BuildOfProgram("0.1.0", commit, isChanged)).hasToString(words);
    }
}
