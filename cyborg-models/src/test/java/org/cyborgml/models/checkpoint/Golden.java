package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The files that src/test/python/make_checkpoint_goldens.py makes with PyTorch, and make_keras_goldens.py with h5py. */
final class Golden {

    private Golden() {}

    static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FileBytes file(String name) {
        return FileBytes.of(name, bytes(name));
    }

    static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares names, their order, types, shapes and every byte with what PyTorch has. */
    static void assertEqual(Checkpoint found, JsonNode expected) {
        List<String> names = new ArrayList<>();
        expected.fieldNames().forEachRemaining(names::add);
        assertThat(found.tensors().keySet()).containsExactlyElementsOf(names);
        for (String name : names) {
            JsonNode wanted = expected.get(name);
            CheckpointTensor tensor = found.tensor(name);
            assertThat(tensor.type().name())
                    .as(name)
                    .isEqualTo(wanted.get("type").asText());
            assertThat(tensor.shape()).as(name).isEqualTo(longs(wanted.get("shape")));
            assertThat(hex(tensor)).as(name).isEqualTo(wanted.get("bytes").asText());
        }
    }

    static String hex(CheckpointTensor tensor) {
        byte[] content = new byte[tensor.bytes().remaining()];
        tensor.bytes().get(content);
        return HexFormat.of().formatHex(content);
    }

    static long[] longs(JsonNode array) {
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asLong();
        }
        return values;
    }
}
