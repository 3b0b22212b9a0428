package org.cyborgml.app.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases among many processes that are stopped, wake, and are killed at random moments, and among many threads. */
class LeaseInterleavingsTest {

    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final int PROCESSES = 6;
    private static final int STEPS = 3000;
    private static final List<String> NAMES = List.of("a/run01", "a/run02", "b/run01");

    @TempDir
    private Path folder;

    /** A process on a machine whose clock is wrong and goes up to twice too fast or too slow. */
    private final class Machine {

        private final SteppedTicker ticker;
        private final Leases leases;
        private final Map<String, Lease> mine = new HashMap<>();

        /** Leases that it held while it was stopped for longer than a beat. */
        private final Set<Lease> neglected = new HashSet<>();

        private long lastBeat;
        private int stopped;

        Machine(String name, Random random) {
            this.ticker = new SteppedTicker(random.nextLong() / 2, 0.5 + 1.5 * random.nextDouble());
            this.leases = Leases.withoutHeart(folder, SILENCE, ticker, name);
            this.lastBeat = ticker.read();
        }

        void live() {
            if (stopped == 0 && ticker.read() - lastBeat >= BEAT.toNanos()) {
                lastBeat = ticker.read();
                leases.beat();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aNumberIsGivenOnceAndNobodyWhoLivesLosesALease(long seed) throws IOException {
        Random random = new Random(seed);
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            machines.add(new Machine("machine" + i, random));
        }
        Set<String> given = new HashSet<>();
        Map<String, Lease> last = new HashMap<>();
        Map<Lease, Machine> holders = new HashMap<>();
        Set<Lease> left = new HashSet<>();
        int takenOver = 0;
        for (int step = 0; step < STEPS; step++) {
            for (Machine machine : machines) {
                machine.ticker.pass(Duration.ofSeconds(1));
                machine.stopped = Math.max(0, machine.stopped - 1);
                machine.live();
            }
            int at = random.nextInt(PROCESSES);
            Machine machine = machines.get(at);
            if (machine.stopped > 0) {
                continue;
            }
            int action = random.nextInt(100);
            if (action < 4) {
                machine.stopped = 5 + random.nextInt(400);
                machine.neglected.addAll(machine.mine.values());
            } else if (action < 5) {
                machine.neglected.addAll(machine.mine.values());
                machines.set(at, new Machine("machine" + PROCESSES + step, random));
            } else if (action < 15 && !machine.mine.isEmpty()) {
                String name = machine.mine.keySet().iterator().next();
                Lease lease = machine.mine.remove(name);
                left.add(lease);
                lease.close();
            } else {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                Optional<Lease> claimed = machine.leases.claim(name);
                if (claimed.isPresent()) {
                    Lease lease = claimed.get();
                    assertThat(given.add(name + lease.number()))
                            .as("step " + step)
                            .isTrue();
                    Lease before = last.put(name, lease);
                    if (before != null && !left.contains(before)) {
                        Machine loser = holders.get(before);
                        assertThat(loser.neglected)
                                .as("step " + step + ": " + name)
                                .contains(before);
                        assertThat(before.isTakenOver()).isTrue();
                        takenOver++;
                    }
                    holders.put(lease, machine);
                    machine.mine.put(name, lease);
                }
            }
        }
        assertThat(takenOver).as("leases taken over").isGreaterThan(5);
        assertThat(given.size()).as("leases").isGreaterThan(50);
        // All are killed but one, which gets everything.
        Machine survivor = new Machine("survivor", random);
        for (String name : NAMES) {
            for (int look = 0; look < 1000 && !survivor.mine.containsKey(name); look++) {
                survivor.ticker.pass(Duration.ofSeconds(5));
                survivor.leases.claim(name).ifPresent(lease -> survivor.mine.put(name, lease));
            }
        }
        assertThat(survivor.mine).containsOnlyKeys(NAMES);
    }

    private void inThreads(int threads, Callable<Void> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> all = pool.invokeAll(Collections.nCopies(threads, work));
            for (Future<Void> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void ofThousandsEachIsGivenToOneThread() throws Exception {
        int count = 2000;
        Set<String> given = Collections.synchronizedSet(new HashSet<>());
        inThreads(8, () -> {
            Leases leases = Leases.withoutHeart(
                    folder,
                    SILENCE,
                    Ticker.systemTicker(),
                    Thread.currentThread().getName());
            List<String> names = new ArrayList<>(
                    IntStream.range(0, count).mapToObj(i -> "trial" + i).toList());
            Collections.shuffle(names, new Random(names.hashCode()));
            for (String name : names) {
                if (leases.claim(name).isPresent()) {
                    assertThat(given.add(name)).as(name).isTrue();
                }
            }
            return null;
        });
        assertThat(given).hasSize(count);
    }

    @Test
    void noTwoHaveALeaseAtOnce() throws Exception {
        AtomicBoolean isInUse = new AtomicBoolean();
        List<Integer> turns = new ArrayList<>();
        inThreads(8, () -> {
            Leases leases = Leases.withoutHeart(
                    folder,
                    SILENCE,
                    Ticker.systemTicker(),
                    Thread.currentThread().getName());
            for (int taken = 0; taken < 100; ) {
                Optional<Lease> lease = leases.claim("trial");
                if (lease.isPresent()) {
                    assertThat(isInUse.compareAndSet(false, true)).isTrue();
                    turns.add(lease.get().number());
                    isInUse.set(false);
                    lease.get().close();
                    taken++;
                }
            }
            return null;
        });
        assertThat(turns).isEqualTo(IntStream.rangeClosed(1, 800).boxed().toList());
    }
}
