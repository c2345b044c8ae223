package dev.neontasks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class AnswersTest {

    static final int MOST = 1_000;
    static final int TOO_MANY = 1_500;
    static final int SMALL = 10;
    static final int STEP = 100;

    long time;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Answers answers = new Answers(
            new AnswersLimits(MOST, TOO_MANY, SMALL, STEP, Duration.ofSeconds(30), Duration.ofSeconds(1)),
            new AnswersMeter(registry), () -> time);
    final List<String> cut = new ArrayList<>();

    AnswersUnread reader(String name) {
        return answers.reader(() -> {
        }, () -> cut.add(name));
    }

    void pass(int seconds) {
        time += Duration.ofSeconds(seconds).toNanos();
        answers.sweep();
    }

    @Test
    void cutsOffWhoTakesNothing() {
        reader("ann").now(500, 0);
        pass(30);
        assertThat(cut).isEmpty();
        pass(1);
        assertThat(cut).containsExactly("ann");
        assertThat(answers.bytes()).isZero();
        assertThat(registry.get("neon_tasks.answers.cut").tag("cause", "stalled").counter().count()).isEqualTo(1);
    }

    @Test
    void cutsOffWhoTakesLessThanAStep() {
        var ann = reader("ann");
        for (var second = 0; second < 31; second++) {
            ann.now(500 - second, second);
            pass(1);
        }
        assertThat(cut).containsExactly("ann");
    }

    @Test
    void keepsWhoTakesAStepInTime() {
        var ann = reader("ann");
        for (var taken = 0; taken < 900; taken += STEP) {
            ann.now(1_000 - taken, taken);
            pass(29);
        }
        assertThat(cut).isEmpty();
    }

    @Test
    void keepsWhoTakesTheLittleThatThereIs() {
        var ann = reader("ann");
        for (var turn = 0; turn < 10; turn++) {
            ann.now(1, turn);
            pass(29);
            ann.now(0, turn + 1);
            pass(29);
        }
        assertThat(cut).isEmpty();
        assertThat(answers.bytes()).isZero();
    }

    @Test
    void makesRoomByWhoStoodStillLongest() {
        reader("ann").now(400, 0);
        pass(2);
        reader("bob").now(400, 0);
        pass(2);
        var cem = reader("cem");
        cem.now(400, 0);
        assertThat(cut).containsExactly("ann");
        assertThat(answers.bytes()).isEqualTo(800);
    }

    @Test
    void sparesWhoHasJustMovedWhileOthersNeedTheRoom() {
        var ann = reader("ann");
        ann.now(600, 0);
        pass(2);
        ann.now(500, STEP);
        reader("bob").now(600, 0);
        assertThat(cut).isEmpty();
    }

    @Test
    void cutsOffEvenWhoHasJustMovedWhenItIsFarTooMuch() {
        reader("ann").now(800, 0);
        time++;
        reader("bob").now(800, 0);
        assertThat(cut).containsExactly("ann");
    }

    @Test
    void refusesWhatIsLargeWhileNobodyStandsStill() {
        reader("ann").now(MOST, 0);
        assertThat(answers.reserve(SMALL + 1)).isFalse();
        assertThat(answers.reserve(SMALL)).isTrue();
        assertThat(registry.get("neon_tasks.answers.refused").counter().count()).isEqualTo(1);
        pass(2);
        assertThat(answers.reserve(SMALL + 1)).isTrue();
        assertThat(cut).containsExactly("ann");
    }

    @Test
    void countsNothingOfWhoIsGone() {
        var ann = reader("ann");
        ann.now(500, 0);
        ann.end();
        ann.now(700, 0);
        assertThat(ann.cutOff()).isFalse();
        assertThat(answers.bytes()).isZero();
        pass(31);
        assertThat(cut).isEmpty();
    }

    @Test
    void givesBackAPlaceOnce() {
        var place = new AnswerPlace(answers, new AnswersRefused(), "ann");
        var ended = new ArrayList<String>();
        place.whenOver(() -> ended.add("first"));
        place.take(300);
        place.take(200);
        assertThat(answers.bytes()).isEqualTo(500);
        place.end();
        place.end();
        place.take(100);
        place.whenOver(() -> ended.add("late"));
        assertThat(answers.bytes()).isZero();
        assertThat(ended).containsExactly("first", "late");
    }

    /** Those who wait for their turn meanwhile cost no work. */
    @Test
    void beginsNothingWhenThereWasNoRoomForTheSameJustNow() {
        var refused = new AnswersRefused();
        var first = new AnswerPlace(answers, refused, "ann");
        var second = new AnswerPlace(answers, refused, "ann");
        second.begin();
        reader("bob").now(MOST, 0);
        assertThatThrownBy(() -> first.take(SMALL + 1)).isInstanceOf(AnswersFull.class);
        assertThatThrownBy(second::begin).isInstanceOf(AnswersFull.class);
        new AnswerPlace(answers, refused, "cem").begin();
    }
}
