package dev.neontasks.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitsTest {

    @ParameterizedTest
    @CsvSource({ "256, 8192, 1024", "256, 1024, 512", "64, 8192, 256", "8192, 65536, 10000", "8192, 4096, 2048",
            "16, 100, 64", "256, 9223372036854775807, 1024" })
    void theyFitIntoTheHeapAndTheDescriptors(long mebibytes, long descriptors, int most) {
        assertThat(ConnectionLimits.most(mebibytes << 20, descriptors)).isEqualTo(most);
    }
}
