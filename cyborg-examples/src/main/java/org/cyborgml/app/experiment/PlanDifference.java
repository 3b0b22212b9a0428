package org.cyborgml.app.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.models.kernel.KernelPrecision;

/**
 * Finds changes of a plan that make its results another experiment's. Backbones, scenarios,
 * test sets, maps and runs may be added, and what is only for the report changed.
 */
final class PlanDifference {

    private static final List<String> GROWING = ImmutableList.of("backbones", "scenarios", "test_sets");
    private static final String PRECISION = "precision";
    private static final List<String> FOR_REPORT = ImmutableList.of("name", "title", "generator", "baseline");

    private PlanDifference() {}

    /** The first difference that matters, in words. */
    static Optional<String> between(JsonNode begun, JsonNode given) {
        JsonNode before = withoutTitles(begun);
        JsonNode now = withoutTitles(given);
        if (now.path("runs").asInt() < before.path("runs").asInt()) {
            return Optional.of("runs was " + before.path("runs") + ", now is " + now.path("runs"));
        }
        for (String list : GROWING) {
            Optional<String> found = amongIds(list, before.path(list), now.path(list));
            if (found.isPresent()) {
                return found;
            }
        }
        for (JsonNode plan : List.of(before, now)) {
            ((ObjectNode) plan).remove(GROWING);
            ((ObjectNode) plan).remove("runs");
            // Each backbone has all of its settings.
            ((ObjectNode) plan).remove("training");
        }
        return difference("", before, now);
    }

    private static JsonNode withoutTitles(JsonNode plan) {
        JsonNode copy = plan.deepCopy();
        ((ObjectNode) copy).remove(FOR_REPORT);
        for (String list : GROWING) {
            copy.path(list).forEach(one -> ((ObjectNode) one).remove(FOR_REPORT));
        }
        // Plans of before there was a choice are in float.
        for (JsonNode backbone : copy.path("backbones")) {
            if (backbone.path("training") instanceof ObjectNode training && !training.has(PRECISION)) {
                training.put(PRECISION, KernelPrecision.FP32.name());
            }
        }
        return copy;
    }

    private static Optional<String> amongIds(String list, JsonNode before, JsonNode now) {
        Map<String, JsonNode> given = new LinkedHashMap<>();
        now.forEach(one -> given.put(one.path("id").asText(), one));
        for (JsonNode one : before) {
            String id = one.path("id").asText();
            JsonNode other = given.get(id);
            if (other == null) {
                return Optional.of(list + "/" + id + " is not in the plan any more");
            }
            Optional<String> found = difference(list + "/" + id, one, other);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> difference(String name, JsonNode before, JsonNode now) {
        if (before.equals(now)) {
            return Optional.empty();
        }
        if (!before.isObject() || !now.isObject()) {
            return Optional.of(name + " was " + before + ", now is " + now);
        }
        ObjectNode names = now.deepCopy();
        before.properties().forEach(entry -> names.set(entry.getKey(), entry.getValue()));
        for (Map.Entry<String, JsonNode> entry : names.properties()) {
            String key = entry.getKey();
            boolean isAdded = !before.has(key) && name.endsWith("maps");
            Optional<String> found = isAdded
                    ? Optional.empty()
                    : difference(name.isEmpty() ? key : name + "/" + key, before.path(key), now.path(key));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
