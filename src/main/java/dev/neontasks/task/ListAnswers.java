package dev.neontasks.task;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.traffic.AnswerPlaces;
import dev.neontasks.traffic.AnswersFull;

/**
 * Answers lists of tasks as part of the work that has read them: there are no more pages in memory than work under way, while
 * event loops, which have the probes to answer, have nothing to do but to send them.
 */
@Singleton
class ListAnswers {

    /** Where a page ends, however few tasks it has: what the thirty longest take, which the web page asks for at once. */
    static final int BYTES = 512 << 10;

    private final AnswerPlaces places;
    private final CurrentAccount account;
    private final ObjectMapper json;

    ListAnswers(AnswerPlaces places, CurrentAccount account, ObjectMapper json) {
        this.places = places;
        this.account = account;
        this.json = json;
    }

    /** To the present request. Throws {@link AnswersFull}. */
    ListAnswer to(TaskFilter filter) {
        var owner = account.id();
        return new ListAnswer(places.open(owner), owner, filter, json);
    }
}
