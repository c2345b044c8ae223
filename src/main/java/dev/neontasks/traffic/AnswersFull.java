package dev.neontasks.traffic;

import dev.neontasks.api.ProblemException;
import dev.neontasks.api.ProblemType;

/** There is no room for a large answer: too much is on its way to clients that take it slowly. */
public final class AnswersFull extends ProblemException {

    private static final long serialVersionUID = 1L;

    AnswersFull() {
        super(ProblemType.OVERLOADED, "Too many large answers are on their way. Try again soon.");
    }
}
