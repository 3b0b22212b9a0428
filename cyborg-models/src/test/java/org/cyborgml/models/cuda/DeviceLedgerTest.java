package org.cyborgml.models.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceLedgerTest {

    private static final long MIB = 1L << 20;

    @AfterEach
    void clear() {
        System.clearProperty(CudaLibraries.MEMORY_PROPERTY);
    }

    @Test
    void countsWhatIsTakenAndKnowsTheMost() {
        DeviceLedger ledger = new DeviceLedger("a card", Long.MAX_VALUE);
        ledger.take(256, 10);
        ledger.take(512, 20);
        ledger.giveBack(256);
        ledger.take(1024, 5);
        assertThat(ledger.peak()).isEqualTo(30);
    }

    @Test
    void refusesMoreThanItsLimit() {
        DeviceLedger ledger = new DeviceLedger("a card", 10 * MIB);
        ledger.checkLimit(10 * MIB, 0);
        ledger.take(256, 4 * MIB);
        ledger.checkLimit(6 * MIB, 0);
        assertThatThrownBy(() -> ledger.checkLimit(6 * MIB + 1, 0))
                .isInstanceOf(CudaException.class)
                .hasMessage(
                        "the memory of a card is full: 7 MiB more are needed, 6 of 10 are free; take smaller batches,"
                                + " say half as large, or compute on the CPU with -Dorg.cyborgml.kernels=onednn");
        ledger.giveBack(256);
        ledger.checkLimit(10 * MIB, 0);
    }

    @Test
    void takesItsLimitFromTheProperty() {
        assertThat(DeviceLedger.limitFromProperty()).isEqualTo(Long.MAX_VALUE);
        System.setProperty(CudaLibraries.MEMORY_PROPERTY, "8192");
        assertThat(DeviceLedger.limitFromProperty()).isEqualTo(8192 * MIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "8g", "9999999999"})
    void refusesALimitThatIsNone(String value) {
        System.setProperty(CudaLibraries.MEMORY_PROPERTY, value);
        assertThatThrownBy(DeviceLedger::limitFromProperty)
                .isInstanceOf(CudaException.class)
                .hasMessageContaining("must be a number of MiB, at least 1, found \"" + value + "\"");
    }
}
