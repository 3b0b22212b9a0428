package org.cyborgml.app.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

    @Test
    void isReadAsItIsWritten() {
        assertThat(Shard.parse("3/16")).isEqualTo(new Shard(3, 16)).hasToString("3/16");
        assertThat(Shard.WHOLE).hasToString("1/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/4",
                "5/4",
                "4/0",
                "-1/4",
                "1/-4",
                "3",
                "3/",
                "/3",
                "a/b",
                "1/4/2",
                "1.0/4",
                "1/99999999999",
                ""
            })
    void whatIsNoShareIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shard.parse(text)).withMessageContaining("such as 3/16");
    }

    @ParameterizedTest
    @CsvSource({"160,16", "7,3", "3,5", "1,1", "0,4"})
    void sharesAreDisjointTogetherAllAndAlmostEqual(int size, int count) {
        List<Integer> all = IntStream.range(0, size).boxed().toList();
        List<Integer> dealt = new ArrayList<>();
        List<Integer> blocks = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Shard shard = new Shard(number, count);
            List<Integer> share = shard.of(all, one -> one);
            assertThat(share).isSorted().hasSizeBetween(size / count, (size + count - 1) / count);
            assertThat(shard.block(all)).hasSizeBetween(size / count, (size + count - 1) / count);
            dealt.addAll(share);
            blocks.addAll(shard.block(all));
        }
        assertThat(dealt).containsExactlyInAnyOrderElementsOf(all);
        assertThat(blocks).as("one behind the other").isEqualTo(all);
    }

    @Test
    void aFamilyIsInOneShare() {
        List<String> all = List.of("a1", "b1", "c1", "a2", "b2", "c2", "d1");
        assertThat(new Shard(1, 2).of(all, one -> one.charAt(0))).containsExactly("a1", "c1", "a2", "c2");
        assertThat(new Shard(2, 2).of(all, one -> one.charAt(0))).containsExactly("b1", "b2", "d1");
    }
}
