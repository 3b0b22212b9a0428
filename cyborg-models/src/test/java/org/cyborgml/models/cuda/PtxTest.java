package org.cyborgml.models.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PtxTest {

    private static final Pattern KERNEL = Pattern.compile("(?m)^KERNEL (\\w+)\\(");

    @Test
    void holdsTheKernelsOfTheSourceForDriversAndCardsThatAreSupported() throws IOException {
        List<String> inSource = KERNEL.matcher(Files.readString(Path.of("src/main/cuda/kernels.cu")))
                .results()
                .map(r -> r.group(1))
                .toList();
        assertThat(inSource).hasSizeGreaterThan(20);
        assertThat(Ptx.kernels().keySet()).containsExactlyInAnyOrderElementsOf(inSource);
        assertThat(Ptx.text()).contains(".version 7.0\n.target sm_75\n.address_size 64\n");
    }

    @Test
    void isWhatTheCompilerMakesOfTheSource() throws Exception {
        assumeTrue(hasCompiler(), "no nvcc 13.0, which the resource was made by");
        Process check = new ProcessBuilder("src/main/cuda/ptx.sh", "--check")
                .inheritIO()
                .start();
        assertThat(check.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(check.exitValue()).isZero();
    }

    private static boolean hasCompiler() throws IOException {
        boolean isThere = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nvcc")));
        if (!isThere) {
            return false;
        }
        Process nvcc = new ProcessBuilder("nvcc", "--version").start();
        return new String(nvcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("release 13.0");
    }
}
