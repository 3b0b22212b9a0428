package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.jna.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.factory.Nd4j;

class NativeRuntimeTest {

    /** A process of its own, since the settings are for the whole process and before ND4J loads. */
    private static String prepared(String... flags) throws Exception {
        return run(Main.class, flags);
    }

    private static String run(Class<?> main, String... flags) throws Exception {
        return run(Map.of(), main, flags);
    }

    private static String run(Map<String, String> environment, Class<?> main, String... flags) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(List.of(flags));
        builder.command().addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        builder.environment().remove("OMP_WAIT_POLICY");
        builder.environment().remove("OMP_NUM_THREADS");
        builder.environment().remove("GOMP_SPINCOUNT");
        // libgomp prints the environment that it finds when it is loaded.
        builder.environment().put("OMP_DISPLAY_ENV", "verbose");
        builder.environment().putAll(environment);
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
            System.out.println(Nd4j.ones(2, 2).sumNumber());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void reachesOpenMpBeforeItLoads() throws Exception {
        assertThat(prepared())
                .contains("OMP_WAIT_POLICY = 'PASSIVE'")
                .contains("GOMP_SPINCOUNT = '1000'")
                .contains("4.0");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesTheWaitPolicyOfTheUser() throws Exception {
        assertThat(run(Map.of("OMP_WAIT_POLICY", "active"), Main.class))
                .contains("OMP_WAIT_POLICY = 'ACTIVE'")
                .doesNotContain("GOMP_SPINCOUNT = '1000'");
    }

    @Test
    void leavesWhatTheUserSet() throws Exception {
        assertThat(prepared("-Dorg.bytedeco.javacpp.maxbytes=123m")).contains("maxbytes " + 123L * 1024 * 1024);
    }

    /** Run by the test. */
    public static final class OneThread {

        private OneThread() {}

        public static void main(String[] args) {
            NativeRuntime.prepare();
            NativeRuntime.useThreads(1);
            System.out.println(Nd4j.ones(2, 2).sumNumber());
            NativeLibrary openMp = NativeLibrary.getInstance("libgomp.so.1");
            System.out.println(
                    "threads " + openMp.getFunction("omp_get_max_threads").invokeInt(new Object[0]));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void usesAsManyThreadsAsToldTo() throws Exception {
        assertThat(run(OneThread.class)).contains("threads 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NativeRuntime.useThreads(0))
                .withMessageContaining("at least 1, found 0");
    }
}
