package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.checkpoint.SyntheticCheckpoint;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names with the prefixes of wrappers, as torch.compile, data-parallel training, Lightning and others leave them. */
class WrappedNamesTest {

    private final ComputationGraph network =
            SmallCnn.builder().inputSide(28).build().init();
    private final Checkpoint plain = SyntheticCheckpoint.of(5, NetworkWeights.shapes(network));

    private static Checkpoint of(Map<String, CheckpointTensor> tensors) {
        Checkpoint.Builder builder = Checkpoint.builder();
        tensors.forEach(builder::add);
        return builder.build();
    }

    private Map<String, CheckpointTensor> prefixed(String prefix) {
        Map<String, CheckpointTensor> named = new LinkedHashMap<>();
        plain.tensors().forEach((name, tensor) -> named.put(prefix + name, tensor));
        return named;
    }

    private static CheckpointTensor one() {
        return CheckpointTensor.of(new float[] {1}, 1);
    }

    private void assertLoaded(LoadReport report) {
        assertThat(report.loaded()).hasSize(37);
        assertThat(NetworkWeights.of(network).tensor("bn7.running_var").floats())
                .containsExactly(plain.tensor("bn7.running_var").floats());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_orig_mod.",
                "module.",
                "model.",
                "net.",
                "network.",
                "backbone.",
                "encoder.",
                "state_dict.",
                "model.net.",
                "net.model.",
                "module._orig_mod.",
                "_orig_mod.module.",
                "model._orig_mod.backbone.module.",
                "module.module.model.model.",
                "student.backbone."
            })
    void areReadAloneAndNestedInAnyOrder(String prefix) {
        LoadReport report = NetworkWeights.load(network, of(prefixed(prefix)));

        assertLoaded(report);
        assertThat(report.ignored()).isEmpty();
        assertThat(NetworkWeights.logits(SmallCnn.builder().inputSide(28).build(), of(prefixed(prefix))))
                .hasValue(2);
    }

    @Test
    void fewNamesNeedNotHaveThem() {
        Map<String, CheckpointTensor> tensors = prefixed("model.");
        tensors.put("criterion.weight", one());
        tensors.put("train_acc.total", one());

        LoadReport report = NetworkWeights.load(network, of(tensors));

        assertLoaded(report);
        assertThat(report.ignored()).containsExactly("criterion.weight", "train_acc.total");
        assertThat(report)
                .hasToString("37 parameter arrays loaded, 2 tensors of no use ignored: criterion.weight,"
                        + " train_acc.total");
    }

    @Test
    void theClassifierMayStandBesideTheBackbone() {
        Map<String, CheckpointTensor> tensors = new LinkedHashMap<>();
        plain.tensors()
                .forEach((name, tensor) ->
                        tensors.put(name.startsWith("fc.") ? "model." + name : "model.backbone." + name, tensor));

        assertLoaded(NetworkWeights.load(network, of(tensors)));
    }

    @Test
    void aPrefixOfHalfTheNamesIsNone() {
        Map<String, CheckpointTensor> tensors = prefixed("model.");
        plain.tensors().forEach((name, tensor) -> tensors.put("head." + name, tensor));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkWeights.load(network, of(tensors)))
                .withMessageContaining("37 missing: conv1.weight, ")
                .withMessageContaining("74 unexpected: model.conv1.weight, ")
                .withMessageContaining(", and 64 more");
    }

    /** The second would take the first one's place. */
    @Test
    void namesThatWouldFallTogetherStayApart() {
        Map<String, CheckpointTensor> tensors = prefixed("model.");
        tensors.put("fc.bias", plain.tensor("fc.bias"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkWeights.load(network, of(tensors)))
                .withMessageContaining("36 missing: ");
    }
}
