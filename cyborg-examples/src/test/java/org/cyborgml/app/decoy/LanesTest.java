package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {

    @Test
    void resultsComeInTheOrderOfTheWork() throws IOException {
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int one = i;
            work.add(() -> {
                Thread.sleep(20 - one);
                return one;
            });
        }

        assertThat(new Lanes(3).all(work)).isSorted().hasSize(20);
    }

    @Test
    void noMoreRunAtOnceThanThereAreLanes() throws IOException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            work.add(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.sleep(5);
                return now.decrementAndGet();
            });
        }
        new Lanes(2).all(work);

        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void aFailureInterruptsTheRestAndIsTheOneThrown() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        List<Callable<String>> work = List.of(
                () -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return "never";
                },
                () -> {
                    running.await();
                    throw new ArithmeticException("the loss is NaN");
                });

        assertThatThrownBy(() -> new Lanes(2).all(work))
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
