package org.cyborgml.app.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the line of what an error is about. Jackson itself tells where it was when it noticed, which is further down. */
final class YamlLines {

    private YamlLines() {}

    /** The line, counted from 1; empty if the error is about the whole. */
    static OptionalInt of(JacksonException error, String text, LoaderOptions options) {
        if (error instanceof JsonMappingException mapping && !(mapping.getCause() instanceof JacksonException)) {
            try {
                return follow(new Yaml(options).compose(new StringReader(text)), mapping.getPath());
            } catch (YAMLException e) {
                return OptionalInt.empty(); // the same mistake that is being reported
            }
        }
        return error.getLocation() == null || error.getLocation().getLineNr() < 1
                ? OptionalInt.empty()
                : OptionalInt.of(error.getLocation().getLineNr());
    }

    private static OptionalInt follow(@Nullable Node root, List<JsonMappingException.Reference> path) {
        OptionalInt line = OptionalInt.empty();
        Node at = root;
        for (JsonMappingException.Reference step : path) {
            if (at instanceof MappingNode mapping) {
                Optional<NodeTuple> entry = entry(mapping, step.getFieldName());
                if (entry.isEmpty()) {
                    return line;
                }
                line = line(entry.get().getKeyNode());
                at = entry.get().getValueNode();
            } else if (at instanceof SequenceNode sequence
                    && step.getIndex() >= 0
                    && step.getIndex() < sequence.getValue().size()) {
                at = sequence.getValue().get(step.getIndex());
                line = line(at);
            }
        }
        return line;
    }

    private static Optional<NodeTuple> entry(MappingNode mapping, @Nullable String key) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .findFirst();
    }

    private static OptionalInt line(Node node) {
        return OptionalInt.of(node.getStartMark().getLine() + 1);
    }
}
