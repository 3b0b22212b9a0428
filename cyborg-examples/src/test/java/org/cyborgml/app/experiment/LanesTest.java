package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cyborgml.app.experiment.Lanes.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {

    private static Lanes.Source source(List<Task> work) {
        Queue<Task> open = new ConcurrentLinkedQueue<>(work);
        return new Lanes.Source() {
            @Override
            public Optional<Task> next() {
                return Optional.ofNullable(open.poll());
            }

            @Override
            public int size() {
                return open.size();
            }
        };
    }

    @Test
    void workIsBegunInItsOrder() throws IOException {
        List<Integer> begun = new ArrayList<>();
        List<Task> work = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int one = i;
            work.add(() -> begun.add(one));
        }
        new Lanes(1).all(source(work));

        assertThat(begun).isSorted().hasSize(20);
    }

    @Test
    void noMoreRunAtOnceThanThereAreLanes() throws IOException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Task> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            work.add(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(5));
                now.decrementAndGet();
            });
        }
        new Lanes(2).all(source(work));

        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void aFailureInterruptsTheRestAndIsTheOneThrown() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        List<Task> work = List.of(
                () -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                },
                () -> {
                    Uninterruptibles.awaitUninterruptibly(running);
                    throw new ArithmeticException("the loss is NaN");
                });

        assertThatThrownBy(() -> new Lanes(2).all(source(work)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the loss is NaN");
        assertThat(catchInterrupt(interrupted)).isTrue();
    }

    private static boolean catchInterrupt(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
