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
import org.cyborgml.app.experiment.SyntheticExperiment;
import org.cyborgml.app.experiment.SyntheticExperiment.Maps;
import org.cyborgml.app.study.storage.StudyFolder;
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
    static void prepare() throws Exception {
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
        Files.writeString(folder.resolve("faces.csv"), "path,left,top,right,bottom\nface0.png,4,4,20,20\n");
        ToyFaces.write(folder.resolve("held"), 6, 2);
        Files.writeString(
                folder.resolve("alphas.yaml"),
                """
                name: alphas
                data: {csv: split.csv, images: images, maps: {human: maps, held: held/maps}}
                training: {epochs: 12, batch: 4, learning_rate: 0.05, schedule: constant}
                backbones: [{arch: small_cnn, size: 32}]
                scenarios: [{id: cyborg, maps: human}, {id: strong, maps: human, alpha: 0.1}]
                test_sets: [{id: held, csv: held/split.csv, images: held/images, maps: held}]
                runs: 2
                """);
        new SyntheticExperiment(1, 2, 3, 1, 20, Maps.NONE, 0.5).write(folder.resolve("synthetic"));
        documented = documented();
        run("train --quiet --arch small_cnn --size 32 --csv DIR/split.csv --images DIR/images --heatmaps DIR/maps"
                + " --batch 8 --epochs 1 --out DIR/trained");
        run("experiment run DIR/plan.yaml --quiet --out DIR/runs");
        run("experiment run DIR/alphas.yaml --quiet --out DIR/alphas");
        AnsweringPeople people = new AnsweringPeople();
        people.writeImages(Files.createDirectories(folder.resolve("judged")));
        run("study new --quiet --pairs DIR/judged/pairs.csv --images DIR/judged/images --out DIR/study");
        people.answer(StudyFolder.read(folder.resolve("study")), 10);
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
                "cyborg experiment alpha | 0 | experiment alpha DIR/alphas",
                "cyborg experiment choose | 0 | experiment choose DIR/alphas --reference cyborg",
                "cyborg report | 0 | report --quiet DIR/synthetic --out DIR/report",
                "cyborg report | 0 | report --quiet DIR/runs --out DIR/untested",
                "cyborg faces crop | 0 | faces crop --quiet --images DIR/images --faces DIR/faces.csv --size 16 --out DIR/crops",
                "cyborg study export | 0 | study export DIR/study --quiet --out DIR/annotations.json",
                "cyborg study report | 0 | study report DIR/study --quiet --out DIR/study-report",
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
        JsonNode chosen =
                run("experiment choose DIR/alphas --reference cyborg --json").json();
        assertThat(chosen.get("settings")).hasSize(2);
        assertThat(chosen.get("settings")
                        .get(0)
                        .get("differences")
                        .get(0)
                        .get("mean")
                        .asDouble())
                .isZero();
        JsonNode exported = run("study export DIR/study --quiet --json --out DIR/again.json")
                .json();
        assertThat(exported.get("images").asInt()).isPositive();
        JsonNode cropped =
                run("faces crop --quiet --json --images DIR/images --faces DIR/faces.csv --size 16 --out DIR/crops2")
                        .json();
        assertThat(cropped.get("crops").asInt()).isEqualTo(1);
        assertThat(cropped.get("without_face")).hasSize(23);
        assertThat(run("report --quiet --json DIR/runs --out DIR/untested2")
                        .json()
                        .get("findings")
                        .get(0)
                        .asText())
                .startsWith("The plan has no test set");
        assertThat(run("experiment plans --show small --json").json().get("backbones"))
                .isNotEmpty();
    }
}
