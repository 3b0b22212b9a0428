package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cyborgml.data.ToyFaces;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs read: the JSON of each command is laid out as docs/json.md says. */
class JsonOutputTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Members that hold names of the machine's own. */
    private static final String FREE = "/facts";

    @TempDir
    private static Path folder;

    private static Map<String, JsonNode> documented;

    @BeforeAll
    static void prepare() throws IOException {
        ToyFaces.write(folder, 8);
        Files.writeString(
                folder.resolve("marks.csv"),
                """
                image,width,height,annotator,decision,truth,type,option,data
                face0.png,32,32,A,Real,Real,box,,4 4 10 10
                face1.png,32,32,A,Real,Synthetic,box,,4 4 10 10
                """);
        Files.writeString(
                folder.resolve("plan.yaml"),
                """
                name: toy
                data: {csv: split.csv, images: images, maps: {human: maps}}
                training: {epochs: 1, batch: 4}
                backbones: [{arch: small_cnn, size: 32}]
                scenarios: [{id: cyborg, maps: human}]
                test_sets: []
                runs: 1
                """);
        documented = documented();
        run("train --quiet --arch small_cnn --size 32 --csv DIR/split.csv --images DIR/images --heatmaps DIR/maps"
                + " --batch 8 --epochs 1 --out DIR/trained");
        run("experiment run DIR/plan.yaml --quiet --out DIR/runs");
    }

    private static Map<String, JsonNode> documented() throws IOException {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        String page = Files.readString(Path.of("docs", "json.md"));
        var sections = Pattern.compile("^## `(cyborg [^`]+)`\n(.*?)(?=^## |\\z)", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(page);
        while (sections.find()) {
            var example = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(sections.group(2));
            assertThat(example.find()).as(sections.group(1)).isTrue();
            found.put(sections.group(1), JSON.readTree(example.group(1)));
        }
        return found;
    }

    private record Printed(int status, String text, String errors) {

        JsonNode json() throws JsonProcessingException {
            return JSON.readTree(text);
        }
    }

    private static Printed run(String line) {
        StringWriter errors = new StringWriter();
        StringWriter output = new StringWriter();
        int status = TypedCommand.run(line, folder, errors, output);
        return new Printed(status, output.toString(), errors.toString());
    }

    /** The members with their kinds of values; those of an array are its elements'. */
    private static Set<String> shape(JsonNode node, String path) {
        Set<String> shape = new TreeSet<>();
        if (node.isObject() && !path.equals(FREE)) {
            node.properties().forEach(one -> {
                String member = path + "/" + one.getKey();
                if (!one.getValue().isNull()) {
                    shape.add(member + ": " + kind(one.getValue()));
                }
                shape.addAll(shape(one.getValue(), member));
            });
        } else if (node.isArray()) {
            node.forEach(element -> {
                if (!element.isContainerNode()) {
                    shape.add(path + "[]: " + kind(element));
                }
                shape.addAll(shape(element, path + "[]"));
            });
        }
        return shape;
    }

    private static String kind(JsonNode value) {
        return value.isNumber() ? "number" : value.getNodeType().toString();
    }

    private static Set<String> members(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.properties().forEach(one -> names.add(one.getKey()));
        return names;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cyborg train | 0 | train --quiet --arch small_cnn --size 32 --csv DIR/split.csv --images DIR/images --heatmaps DIR/maps --batch 8 --epochs 1 --runs 2 --out DIR/more",
                "cyborg score | 0 | score --quiet --arch small_cnn --weights DIR/trained/Logs/final_model.safetensors --images DIR/images --out DIR/scores.csv",
                "cyborg cam | 0 | cam --quiet --arch small_cnn --weights DIR/trained/Logs/final_model.safetensors --images DIR/images --heatmaps DIR/maps --out DIR/cams",
                "cyborg cam | 0 | cam --quiet --arch small_cnn --weights DIR/trained/Logs/final_model.safetensors --images DIR/images --as-maps --out DIR/as-maps",
                "cyborg convert | 0 | convert --quiet DIR/trained/Logs/final_model.safetensors DIR/network.zip",
                "cyborg summary | 0 | summary --arch small_cnn",
                "cyborg doctor | 0 | doctor",
                "cyborg experiment check | 0 | experiment check DIR/plan.yaml",
                "cyborg experiment check | 1 | experiment check paper --data DIR",
                "cyborg experiment evaluate | 0 | experiment evaluate DIR/runs",
                "cyborg experiment plans | 0 | experiment plans",
                "cyborg saliency build | 1 | saliency build --quiet DIR/marks.csv --out DIR/built",
                "cyborg saliency control | 0 | saliency control --quiet mean DIR/maps --csv DIR/split.csv --out DIR/mean"
            })
    void theResultIsLaidOutAsDocumented(String command, int status, String line) throws JsonProcessingException {
        Printed printed = run(line + " --json");
        assertThat(printed.status()).as(printed.errors()).isEqualTo(status);
        JsonNode example = documented.get(command);
        assertThat(members(printed.json())).isEqualTo(members(example));
        assertThat(shape(example, "")).containsAll(shape(printed.json(), ""));
    }

    @Test
    void allCommandsWithTheOptionAreDocumented() {
        assertThat(documented.keySet())
                .containsExactlyInAnyOrderElementsOf(HelpTest.commands()
                        .filter(command -> command.getCommandSpec().findOption("--json") != null)
                        .map(command -> command.getCommandSpec().qualifiedName())
                        .toList());
    }

    @Test
    void numbersAreThoseOfTheWork() throws JsonProcessingException {
        JsonNode scored = run("score --quiet --json --arch small_cnn --weights"
                        + " DIR/trained/Logs/final_model.safetensors --images DIR/images --out DIR/again.csv")
                .json();
        assertThat(scored.get("scored").asInt()).isEqualTo(24);
        assertThat(scored.get("kept").asInt()).isZero();
        assertThat(scored.get("file").asText()).endsWith("again.csv");
        JsonNode balance = run("train --quiet --json --arch small_cnn --size 32 --csv DIR/split.csv --images DIR/images"
                        + " --heatmaps DIR/maps --batch 8 --balance 2")
                .json();
        assertThat(members(balance)).containsExactly("alpha", "classification", "saliency", "steps");
        assertThat(balance.get("steps").asInt()).isEqualTo(2);
        assertThat(run("experiment plans --show small --json").json().get("backbones"))
                .isNotEmpty();
    }
}
