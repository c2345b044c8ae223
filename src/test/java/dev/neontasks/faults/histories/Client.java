package dev.neontasks.faults.histories;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;

import dev.neontasks.faults.histories.Caller.Reply;
import dev.neontasks.faults.histories.Seen.Keyed;
import dev.neontasks.faults.histories.Step.Condition;
import dev.neontasks.history.Answer;
import dev.neontasks.history.Change;
import dev.neontasks.history.Request;
import dev.neontasks.history.Request.Method;

/** Asks one step after the other. */
final class Client implements Callable<Void> {

    /** A key's write is sent again so often when nothing is answered. */
    private static final int REPETITIONS = 2;

    private final Copy copy;
    private final List<Caller> owners;
    private final List<Seen> seen;
    private final List<Step> steps;
    private final Progress progress;
    private final Random random;
    private int keys;

    /** @param owners this client in the name of each */
    Client(Copy copy, List<Caller> owners, List<Seen> seen, List<Step> steps, Progress progress, Random random) {
        this.copy = copy;
        this.owners = owners;
        this.seen = seen;
        this.steps = steps;
        this.progress = progress;
        this.random = random;
    }

    @Override
    public Void call() {
        for (var step : steps) {
            take(step);
            progress.oneMore();
        }
        return null;
    }

    private void take(Step step) {
        var caller = owners.get(step.owner());
        var known = seen.get(step.owner());
        if (step.method() == Method.LIST) {
            caller.list(copy.service());
            return;
        }
        switch (step.keyed()) {
            case NOT -> ask(caller, known, plain(step, known));
            case NEW -> askKeyed(caller, known, keyed(plain(step, known), caller));
            case AGAIN -> known.sent(random).ifPresent(keyed -> askKeyed(caller, known, keyed));
            case REUSED -> known.effective(random)
                    .ifPresent(keyed -> ask(caller, known, new Keyed(keyed.id(), other(keyed.request(), step))));
        }
    }

    private Keyed plain(Step step, Seen known) {
        var request = Request.of(step.method(), step.change());
        if (step.method() == Method.POST) {
            return new Keyed(Optional.empty(), request);
        }
        var task = known.task(step.task());
        return new Keyed(Optional.of(task), conditional(request, step.condition(), task, known));
    }

    private Request conditional(Request request, Condition condition, UUID task, Seen known) {
        var tag = switch (condition) {
            case NONE -> Optional.<String> empty();
            case LAST_TAG -> known.lastTag(task);
            case SOME_TAG -> known.someTag(task, random);
            case ANY, ABSENT -> Optional.of("*");
        };
        return tag.map(named -> request.isRead() || condition == Condition.ABSENT ? request.ifNoneMatch(named)
                : request.ifMatch(named)).orElse(request);
    }

    private Keyed keyed(Keyed plain, Caller caller) {
        return new Keyed(plain.id(), plain.request().key(caller.client() + "." + keys++));
    }

    /** With the same key, another content. */
    private static Request other(Request request, Step step) {
        var change = request.method() == Method.DELETE ? Change.NONE : step.change();
        return new Request(request.method() == Method.DELETE ? Method.PUT : request.method(),
                change.equals(request.change()) || change.equals(Change.NONE) ? Change.to("reused", true) : change,
                request.ifMatch(), request.ifNoneMatch(), request.key());
    }

    private void askKeyed(Caller caller, Seen known, Keyed keyed) {
        known.sends(keyed);
        var reply = ask(caller, known, keyed);
        for (var again = 0; again < REPETITIONS && reply.answer().isEmpty(); again++) {
            reply = ask(caller, known, keyed);
        }
        reply.answer().filter(answer -> answer.status() < 300).ifPresent(answer -> known.tookEffect(keyed));
    }

    private Reply ask(Caller caller, Seen known, Keyed asked) {
        var reply = caller.ask(copy.service(), asked.id(), asked.request());
        reply.id().ifPresent(id -> {
            reply.answer().flatMap(Answer::tag).ifPresent(tag -> known.tag(id, tag));
            if (asked.id().isEmpty()) {
                known.posted(id);
            }
        });
        return reply;
    }
}
