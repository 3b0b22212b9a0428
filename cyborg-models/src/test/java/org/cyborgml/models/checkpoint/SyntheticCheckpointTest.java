package org.cyborgml.models.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticCheckpointTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 123456789})
    void equalsTheOracleToTheLastBit(long seed) {
        JsonNode golden = Golden.json("synthetic.json");
        Map<String, long[]> shapes = new LinkedHashMap<>();
        golden.get("shapes").properties().forEach(e -> shapes.put(e.getKey(), Golden.longs(e.getValue())));

        Golden.assertEqual(
                SyntheticCheckpoint.of(seed, shapes), golden.get("seeds").get(Long.toString(seed)));
    }
}
