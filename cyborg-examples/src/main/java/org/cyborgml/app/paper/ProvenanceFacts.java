package org.cyborgml.app.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cyborgml.app.experiment.ExperimentRecord;
import org.cyborgml.app.experiment.ExperimentRecord.Provenance;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.report.Fact;
import org.cyborgml.models.kernel.KernelPrecision;

/** Provenance of the results as names and values. */
final class ProvenanceFacts {

    private ProvenanceFacts() {}

    static List<Fact> of(ExperimentRecord experiment) {
        List<Fact> facts = new ArrayList<>();
        for (ScenarioEntry scenario : experiment.scenarios()) {
            facts.add(new Fact("Scenario " + scenario.id(), describe(scenario)));
        }
        for (TestSetEntry test : experiment.testSets()) {
            facts.add(new Fact("Test set " + test.id(), describe(test)));
        }
        facts.add(new Fact("Runs", experiment.runs() + " per backbone and scenario"));
        facts.add(new Fact(
                "Seeds",
                experiment.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + " (run k of every backbone and scenario has the k-th)"));
        facts.add(new Fact("Precision", precision(experiment.plan())));
        Provenance provenance = experiment.provenance();
        facts.add(new Fact("Command", provenance.command()));
        facts.add(new Fact("Begun", provenance.started()));
        provenance.versions().forEach((name, version) -> facts.add(new Fact(name, version)));
        provenance.hardware().forEach((name, what) -> facts.add(new Fact(name, what)));
        facts.add(new Fact("Processors seen", String.valueOf(provenance.hostCores())));
        facts.add(new Fact("Data below", provenance.dataRoot()));
        return facts;
    }

    /** Of all backbones, or of each where they differ; plans of before there was a choice are in float. */
    private static String precision(JsonNode plan) {
        Map<String, String> byBackbone = new LinkedHashMap<>();
        for (JsonNode backbone : plan.path("backbones")) {
            String noted = backbone.path("training").path("precision").asText(KernelPrecision.FP32.name());
            byBackbone.put(
                    backbone.path("id").asText(), KernelPrecision.named(noted).toString());
        }
        Set<String> all = new LinkedHashSet<>(byBackbone.values());
        return all.size() == 1
                ? all.iterator().next()
                : byBackbone.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String describe(ScenarioEntry scenario) {
        if (scenario.detector() != null) {
            return scenario.title() + "; a detector that is not trained here"
                    + (scenario.notGiven() == null ? "" : "; not given: " + scenario.notGiven())
                    + (scenario.baseline() ? "; the baseline" : "");
        }
        String maps = scenario.maps() == null ? "no maps" : "maps in " + scenario.maps();
        return scenario.title() + "; weight of the cross-entropy (alpha) " + scenario.alpha()
                + (scenario.alphaSchedule() == null
                        ? ""
                        : ", schedule " + scenario.alphaSchedule().name().toLowerCase(Locale.ROOT))
                + "; " + maps
                + (scenario.baseline() ? "; the baseline" : "");
    }

    private static String describe(TestSetEntry test) {
        String csv = test.csv() == null ? "" : "; " + test.csv();
        List<Integer> perClass = test.perClass();
        if (perClass != null) {
            int images = perClass.stream().mapToInt(Integer::intValue).sum();
            long classes = perClass.stream().filter(count -> count > 0).count();
            return String.format(Locale.ROOT, "%s; %,d images of %,d classes%s", test.title(), images, classes, csv);
        }
        return String.format(
                Locale.ROOT,
                "%s; %,d real and %,d synthetic images of %s%s",
                test.title(),
                test.real(),
                test.synthetic(),
                test.generator(),
                csv);
    }

    static List<Fact> data(ExperimentRecord experiment) {
        return experiment.provenance().data().entrySet().stream()
                .map(entry -> new Fact(entry.getKey(), entry.getValue()))
                .toList();
    }

    static String plan(ExperimentRecord experiment) {
        try {
            return JsonFiles.MAPPER.writeValueAsString(experiment.plan());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree in memory", e);
        }
    }
}
