package dev.neontasks.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An attack is no faster than it is meant to be, and all of it is there in time. */
@Tag("parts")
class AttackTest {

    @ParameterizedTest
    @CsvSource({ "400, 200, 1, 200", "400, 200, 0.5, 100", "400, 200, 0.1, 40", "1100, 150, 0.5, 110", "400, 20, 0.5, 20" })
    void isAsMuchSlowerAsTheMachine(int connections, int perSecond, double speed, int fitting) {
        var attack = new Attack("Any", connections, perSecond, (connection, begun) -> Turn.asking(new byte[0])).at(speed);
        assertThat(attack.perSecond()).isEqualTo(fitting);
        assertThat(attack.connections()).isEqualTo(connections);
    }
}
