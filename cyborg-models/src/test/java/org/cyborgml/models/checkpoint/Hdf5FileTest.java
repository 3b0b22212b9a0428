package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hdf5FileTest {

    @Test
    void readsWhatH5pyWrites() throws CheckpointException {
        Checkpoint checkpoint = Checkpoint.read(Golden.file("layers.h5"));
        ByteBuffer values = ByteBuffer.wrap(Golden.bytes("layers.f32")).order(ByteOrder.LITTLE_ENDIAN);
        List<String> expected = new String(Golden.bytes("layers.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> found = new ArrayList<>();
        checkpoint.tensors().forEach((name, tensor) -> found.add(name + " " + Arrays.toString(tensor.shape())));
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(25);
        for (String line : expected) {
            for (float value :
                    checkpoint.tensor(line.substring(0, line.indexOf(' '))).floats()) {
                assertThat(value).as(line).isEqualTo(values.getFloat());
            }
        }
        assertThat(values.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "compressed.h5, is compressed",
        "integers.h5, only little-endian floats",
        "latest.h5, only superblock 0",
    })
    void refusesOtherKinds(String name, String reason) {
        assertThatThrownBy(() -> Checkpoint.read(Golden.file(name)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(name + ": ")
                .hasMessageContaining(reason);
    }
}
