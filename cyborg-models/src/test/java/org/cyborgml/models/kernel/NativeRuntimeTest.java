package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeRuntimeTest {

    /** A process of its own, since the settings are for the whole process and before ND4J loads. */
    private static String prepared(String... flags) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(java.util.List.of(flags));
        builder.command().addAll(java.util.List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        builder.environment().remove("OMP_WAIT_POLICY");
        // libgomp prints the environment that it finds when it is loaded.
        builder.environment().put("OMP_DISPLAY_ENV", "true");
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /** Run by the test. */
    public static final class Main {

        private Main() {}

        public static void main(String[] args) {
            NativeRuntime.prepare();
            System.out.println("maxbytes " + org.bytedeco.javacpp.Pointer.maxBytes());
            System.out.println(org.nd4j.linalg.factory.Nd4j.ones(2, 2).sumNumber());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void reachesOpenMpBeforeItLoads() throws Exception {
        assertThat(prepared()).contains("OMP_WAIT_POLICY = 'PASSIVE'").contains("4.0");
    }

    @Test
    void leavesWhatTheUserSet() throws Exception {
        assertThat(prepared("-Dorg.bytedeco.javacpp.maxbytes=123m")).contains("maxbytes " + 123L * 1024 * 1024);
    }
}
