package org.cyborgml.app.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeasesTest {

    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final SteppedTicker ticker = new SteppedTicker();

    private Leases process(String name) {
        return Leases.withoutHeart(folder, SILENCE, ticker, name);
    }

    /** Looks again and again for some time. */
    private void watch(Leases observer, String name, Duration time) {
        for (Duration at = Duration.ZERO; at.compareTo(time) < 0; at = at.plus(LOOK)) {
            observer.state(name);
            ticker.pass(LOOK);
        }
    }

    private Path file(String name, int number) {
        return folder.resolve(name + ".000" + number + ".json");
    }

    @Test
    void oneProcessHasALeaseUntilItGivesItBack() throws IOException {
        Leases one = process("one");
        Leases other = process("other");
        Lease lease = one.claim("trial").orElseThrow();
        assertThat(other.claim("trial")).isEmpty();
        assertThat(one.claim("trial")).as("not twice to the same process").isEmpty();
        assertThat(other.state("trial")).isEqualTo(Leases.State.HELD);
        assertThat(other.state("another")).isEqualTo(Leases.State.FREE);
        lease.tell("epoch 3 of 50");
        one.beat();
        assertThat(other.heldByOthers(List.of("another", "trial")))
                .containsExactly(new HeldLease("trial", "one", "epoch 3 of 50"))
                .first()
                .hasToString("trial by one (epoch 3 of 50)");
        assertThat(one.heldByOthers(List.of("trial"))).isEmpty();
        lease.close();
        Lease second = other.claim("trial").orElseThrow();
        assertThat(second.token()).isNotEqualTo(lease.token());
        assertThat(second.earlierTokens()).containsExactly(lease.token());
        assertThat(one.claim("trial")).isEmpty();
    }

    @Test
    void aLeaseThatBeatsIsNeverTakenOver() throws IOException {
        Leases one = process("one");
        Leases other = process("other");
        Lease lease = one.claim("trial").orElseThrow();
        for (int i = 0; i < 1000; i++) {
            ticker.pass(LOOK);
            one.beat();
            assertThat(other.claim("trial")).isEmpty();
        }
        lease.requireHeld();
    }

    @Test
    void aSilentProcessLosesItsLeaseAndLearnsOfIt() throws IOException {
        Leases one = process("one");
        Leases other = process("other");
        Lease lost = one.claim("trial").orElseThrow();
        watch(other, "trial", SILENCE.minus(LOOK));
        assertThat(other.claim("trial")).as("not before its time").isEmpty();
        ticker.pass(LOOK);
        Lease taken = other.claim("trial").orElseThrow();
        assertThat(taken.number()).isEqualTo(2);
        byte[] note = Files.readAllBytes(file("trial", 2));
        // It wakes.
        lost.requireHeld();
        one.beat();
        assertThatThrownBy(lost::requireHeld)
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("trial was taken over by other");
        assertThat(lost.isTakenOver()).isTrue();
        lost.end();
        lost.close();
        assertThat(file("trial", 2))
                .as("what it does is no more than about itself")
                .hasBinaryContent(note);
        assertThat(taken.isTakenOver()).isFalse();
        assertThat(one.claim("trial")).isEmpty();
    }

    /** Its own clock has gone on while it was stopped, and the holder's may have stood still with it. */
    @Test
    void anObserverThatWasStoppedItselfDoesNotTakeOthersForDead() throws IOException {
        Leases one = process("one");
        Leases other = process("other");
        assertThat(one.claim("trial")).isPresent();
        other.state("trial");
        for (int i = 0; i < 3; i++) {
            ticker.pass(Duration.ofHours(10));
            assertThat(other.claim("trial")).isEmpty();
        }
        ticker.pass(LOOK);
        one.beat();
        assertThat(other.claim("trial")).isEmpty();
    }

    /** No time of day is in a lease, and those of its files do not matter. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE / 2, -1, 0, Long.MAX_VALUE / 2})
    void clocksNeedNotAgree(long begin) throws IOException {
        Leases one = Leases.withoutHeart(folder, SILENCE, new SteppedTicker(), "one");
        SteppedTicker theirs = new SteppedTicker(begin, 1);
        Leases other = Leases.withoutHeart(folder, SILENCE, theirs, "other");
        Lease lease = one.claim("trial").orElseThrow();
        for (int i = 0; i < 100; i++) {
            theirs.pass(Duration.ofSeconds(10));
            one.beat();
            Files.setLastModifiedTime(
                    file("trial", 1),
                    FileTime.from(Instant.parse(i % 2 == 0 ? "1980-01-01T00:00:00Z" : "2099-01-01T00:00:00Z")));
            assertThat(other.claim("trial")).isEmpty();
        }
        assertThat(lease.isTakenOver()).isFalse();
        // Now it is silent, whatever the times of its file say.
        for (int i = 0; i < 12; i++) {
            Files.setLastModifiedTime(
                    file("trial", 1), FileTime.from(Instant.now().plusSeconds(i)));
            assertThat(other.state("trial")).isEqualTo(Leases.State.HELD);
            theirs.pass(LOOK);
        }
        assertThat(other.claim("trial")).isPresent();
    }

    @Test
    void theHolderSaysForHowLongItMayBeSilent() throws IOException {
        Leases patient = Leases.withoutHeart(folder, SILENCE.multipliedBy(3), ticker, "patient");
        assertThat(patient.claim("trial")).isPresent();
        Leases other = process("other");
        watch(other, "trial", SILENCE.multipliedBy(3).minus(LOOK));
        assertThat(other.claim("trial")).isEmpty();
        ticker.pass(LOOK);
        assertThat(other.claim("trial")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"token\": \"a\", ", "not json", "{}"})
    void aNoteThatWasCutHoldsAsLongAsAnyOther(String content) throws IOException {
        Files.writeString(file("trial", 1), content);
        Leases other = process("other");
        assertThat(other.state("trial")).isEqualTo(Leases.State.HELD);
        assertThat(other.heldByOthers(List.of("trial")))
                .extracting(HeldLease::process)
                .containsExactly("a process that has not said its name");
        watch(other, "trial", SILENCE.plus(LOOK));
        assertThat(other.claim("trial").orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void anEndedLeaseIsKeptForAWhile() throws IOException {
        Lease lease = process("one").claim("trial").orElseThrow();
        lease.end();
        lease.close();
        Leases other = process("other");
        assertThat(other.state("trial")).isEqualTo(Leases.State.ENDED);
        assertThat(other.claim("trial")).isEmpty();
        assertThat(other.heldByOthers(List.of("trial"))).isEmpty();
        watch(other, "trial", SILENCE.plus(LOOK));
        assertThat(other.claim("trial")).isPresent();
    }

    @Test
    void aDeletedFileIsALostLease() throws IOException {
        Leases one = process("one");
        Lease lease = one.claim("trial").orElseThrow();
        Files.delete(file("trial", 1));
        one.beat();
        assertThatThrownBy(lease::requireHeld)
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("trial was taken over by another process");
    }

    @Test
    void onlyOneTurnsUpWhileOthersWait() throws Exception {
        try (Leases one = Leases.open(folder, Duration.ofSeconds(2));
                Leases other = Leases.open(folder, Duration.ofSeconds(2))) {
            Lease lease = one.claim("detector").orElseThrow();
            AtomicInteger looks = new AtomicInteger();
            Optional<Lease> none = other.await("detector", () -> looks.incrementAndGet() > 3);
            assertThat(none).as("made by the first meanwhile").isEmpty();
            assertThat(lease.isTakenOver()).isFalse();
            lease.close();
            assertThat(other.await("detector", () -> false)).isPresent();
        }
    }

    @Test
    void aProcessThatLivesIsNamedAndADeadOneIsWaitedFor() throws IOException {
        try (Leases one = Leases.open(folder, Duration.ofSeconds(1))) {
            assertThat(one.claim("toy/run01")).isPresent();
            try (Leases other = Leases.open(folder, Duration.ofSeconds(1))) {
                assertThatIOException()
                        .isThrownBy(other::requireAllFree)
                        .withMessageContaining("another process is using this folder: toy/run01 by ");
            }
        }
        assertThat(Leases.withoutHeart(folder, Duration.ofSeconds(1), ticker, "dead")
                        .claim("toy/run02"))
                .isPresent();
        try (Leases other = Leases.open(folder, Duration.ofSeconds(1))) {
            other.requireAllFree();
            assertThat(other.state("toy/run02")).isEqualTo(Leases.State.FREE);
        }
    }

    @Test
    void namesAndTimesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Leases.open(folder, Duration.ofMillis(999)))
                .withMessageContaining("must be of at least a second");
        assertThatIllegalArgumentException().isThrownBy(() -> process("one").claim("a+b"));
        assertThatIllegalArgumentException().isThrownBy(() -> process("one").claim(""));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Leases gone = Leases.withoutHeart(folder.resolve("gone"), SILENCE, ticker, "one");
        assertThatIOException()
                .isThrownBy(() -> gone.claim("trial"))
                .withMessageContaining("trial.0001.json: cannot be written: its folder does not exist");
    }
}
