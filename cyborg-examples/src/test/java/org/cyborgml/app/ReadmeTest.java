package org.cyborgml.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The README's example is compiled and run; its links lead somewhere; its commands exist. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String BEFORE =
            """
            import org.cyborgml.cam.*;
            import org.cyborgml.head.*;
            import org.cyborgml.loss.*;
            import org.cyborgml.models.ResNet50;
            import org.cyborgml.models.kernel.NativeRuntime;
            import org.cyborgml.models.layer.FrozenWeights;
            import org.cyborgml.explain.*;
            import org.cyborgml.optim.*;
            import org.deeplearning4j.nn.conf.*;
            import org.deeplearning4j.nn.conf.inputs.*;
            import org.deeplearning4j.nn.conf.layers.*;
            import org.deeplearning4j.nn.graph.*;
            import org.nd4j.linalg.activations.*;
            import org.nd4j.linalg.api.ndarray.*;
            import org.nd4j.linalg.dataset.MultiDataSet;

            public class Example {
                public static INDArray[] run(INDArray images, INDArray labels, INDArray humanMaps) {
            """;

    private static final String BETWEEN =
            """
                    return new INDArray[] {probabilities, cams, maps};
                }

                public static INDArray runQuickly(INDArray images, MultiDataSet batch) {
            """;

    private static final String AFTER =
            """
                    return network.output(false, images)[0];
                }
            }
            """;

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static List<String> examples() throws IOException {
        List<String> code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(code).as("more examples would be missed by this test").hasSize(3);
        return code;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String code) {
            super(URI.create("string:///Example.java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }

    @Test
    void examplesCompileAndRun(@TempDir Path folder) throws Exception {
        List<String> examples = examples();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        problems,
                        List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"),
                        null,
                        List.of(new Source(BEFORE + examples.get(1) + BETWEEN + examples.get(2) + AFTER)))
                .call();
        assertThat(compiled)
                .as(problems.getDiagnostics().stream()
                        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                        .toList()
                        .toString())
                .isTrue();
        try (var loader =
                new java.net.URLClassLoader(new java.net.URL[] {folder.toUri().toURL()})) {
            INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}});
            Class<?> example = loader.loadClass("Example");
            INDArray[] out = (INDArray[]) example.getMethod("run", INDArray.class, INDArray.class, INDArray.class)
                    .invoke(null, Nd4j.rand(2, 3, 64, 64), labels, Nd4j.rand(2, 15, 15));
            assertThat(out[0].shape()).containsExactly(2, 2);
            assertThat(out[1].shape()).containsExactly(2, 15, 15);
            assertThat(out[2].shape()).containsExactly(2, 31, 31);
            INDArray images = Nd4j.rand(2, 3, 224, 224);
            MultiDataSet batch = new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, Nd4j.rand(2, 7, 7)});
            INDArray probabilities = (INDArray) example.getMethod("runQuickly", INDArray.class, MultiDataSet.class)
                    .invoke(null, images, batch);
            assertThat(probabilities.shape()).containsExactly(2, 2);
        }
    }

    /** The program runs in a Maven project of its own, when cyborg-models is built. */
    @Test
    void quickstartIsTheProgramThatIsTested() throws IOException {
        String program =
                Files.readString(ROOT.resolve("cyborg-models/src/it/quickstart/src/main/java/Quickstart.java"));
        String body = program.substring(program.indexOf("        Path folder"), program.lastIndexOf("    }\n}"));
        assertThat(examples().get(0)).isEqualTo(body.stripTrailing().stripIndent() + "\n");
        assertThat(body.lines().count()).isLessThanOrEqualTo(20);
    }

    @Test
    void linksAndFoldersExist() throws IOException {
        assertThat(MarkdownLinks.of(ROOT.resolve("README.md")))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(target -> assertThat(target).exists());
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("mvn -B -ntp verify");
        assertThat(readme()).contains("    mvn -B -ntp verify\n");
    }
}
