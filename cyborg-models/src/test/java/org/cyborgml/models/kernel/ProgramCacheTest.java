package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgramCacheTest {

    private final List<Integer> made = new ArrayList<>();
    private final List<Integer> closed = new ArrayList<>();
    private final ProgramCache<Integer, ProgramCache.Closeable> cache = new ProgramCache<>();

    private void use(int shape) {
        cache.get(shape, () -> {
            made.add(shape);
            return () -> closed.add(shape);
        });
    }

    @Test
    void closesWhatWasUsedLongestAgo() {
        for (int i = 0; i < ProgramCache.CAPACITY; i++) {
            use(i);
        }
        use(0);
        assertThat(made).hasSize(ProgramCache.CAPACITY);
        assertThat(closed).isEmpty();
        use(100);
        assertThat(closed).containsExactly(1);
        use(1);
        assertThat(closed).containsExactly(1, 2);
        assertThat(made).endsWith(100, 1);
    }

    @Test
    void keepsNoMoreThanItsCapacity() {
        IntStream.range(0, 1000).forEach(this::use);
        assertThat(made.size() - closed.size()).isEqualTo(ProgramCache.CAPACITY);
        assertThat(closed).doesNotHaveDuplicates();
    }
}
