package dev.neontasks.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.neontasks.history.Request.Method;
import dev.neontasks.history.State.Receipt;
import dev.neontasks.history.State.Version;

/** The contract for one task of one owner, as a sequential object. */
final class TaskModel {

    private static final String ANY = "*";
    private static final int KEY_REUSED = 422;

    /** What the contract has a request come to. {@code version} is what the answer shows. */
    private record Outcome(int status, Optional<Version> version, State next) {

        boolean isSuccess() {
            return status < 300;
        }
    }

    /** Tags that answers gave to writes: none of a write whose answer was lost. */
    private final Set<String> acknowledged;
    /** What was seen with a tag: it has no other content. */
    private final Map<String, Content> contents = new HashMap<>();

    TaskModel(List<Operation> history) {
        acknowledged = history.stream().filter(Operation::hasEffect).flatMap(operation -> operation.answer().stream())
                .flatMap(answer -> answer.tag().stream()).collect(Collectors.toUnmodifiableSet());
        history.stream().flatMap(operation -> operation.answer().stream())
                .forEach(answer -> answer.tag().ifPresent(tag -> answer.content()
                        .ifPresent(content -> contents.putIfAbsent(tag, content))));
    }

    /**
     * The states in which {@code operation} may leave {@code state}: none when it cannot have been answered so there. One whose
     * outcome is unknown leads only to where it takes effect, for without effect it may as well be left out.
     */
    List<State> after(State state, Operation operation) {
        var request = operation.request();
        var receipt = request.key().map(state.receipts()::get);
        if (receipt.isPresent()) {
            return operation.answer().map(answer -> repeated(state, request, receipt.get(), answer)).stream()
                    .flatMap(Optional::stream).toList();
        }
        var after = new ArrayList<State>(1);
        for (var guess : guesses(state, request)) {
            var outcome = kept(outcome(guess, operation), request);
            if (operation.answer().isPresent()) {
                agreeing(operation.answer().get(), outcome).filter(next -> !operation.answer().get().replayed())
                        .ifPresent(after::add);
            } else if (outcome.isSuccess() && !request.isRead()) {
                after.add(outcome.next());
            }
        }
        return after;
    }

    private Optional<State> repeated(State state, Request request, Receipt receipt, Answer answer) {
        var isSame = receipt.request().equals(request);
        return agreeing(answer, isSame ? new Outcome(receipt.status(), receipt.version(), state) : failed(KEY_REUSED, state))
                .filter(next -> answer.replayed() == isSame);
    }

    /** A request that names a tag may itself show which one the present version has, if nobody has seen that yet. */
    private List<State> guesses(State state, Request request) {
        if (request.ifMatch().isEmpty() && request.ifNoneMatch().isEmpty() || state.task().isEmpty()) {
            return List.of(state);
        }
        var present = state.task().get();
        return Stream.concat(Stream.of(state), Stream.of(request.ifMatch(), request.ifNoneMatch()).flatMap(Optional::stream)
                .filter(tag -> !tag.equals(ANY) && mayHave(state, present, tag))
                .map(tag -> state.knowing(present.tag(), tag))).toList();
    }

    private Outcome outcome(State state, Operation operation) {
        var request = operation.request();
        var change = request.change();
        if (state.task().isEmpty()) {
            return switch (request.method()) {
                case POST -> written(201, state, operation, change.alone());
                case PUT -> request.ifMatch().isPresent() ? failed(412, state) : written(201, state, operation, change.alone());
                case GET, LIST, PATCH, DELETE -> failed(404, state);
            };
        }
        var present = state.task().get();
        var isExcluded = request.ifNoneMatch().filter(tag -> names(tag, present)).isPresent();
        if (request.isRead()) {
            return new Outcome(isExcluded ? 304 : 200, state.task(), state);
        } else if (request.method() == Method.POST) {
            return failed(0, state); // which nothing is answered with: an id that POST makes was never used
        } else if (isExcluded || request.ifMatch().filter(tag -> !names(tag, present)).isPresent()) {
            return failed(412, state);
        } else if (request.method() == Method.DELETE) {
            return new Outcome(204, Optional.empty(), state.with(Optional.empty()));
        }
        return written(200, state, operation,
                request.method() == Method.PUT ? change.alone() : change.appliedTo(present.content()));
    }

    private static boolean names(String tag, Version version) {
        return tag.equals(ANY) || tag.equals(version.tag());
    }

    private static Outcome failed(int status, State state) {
        return new Outcome(status, Optional.empty(), state);
    }

    private static Outcome written(int status, State state, Operation operation, Content content) {
        var version = operation.answer().flatMap(Answer::tag).map(tag -> new Version(content, tag))
                .orElseGet(() -> Version.untagged(content, operation));
        return new Outcome(status, Optional.of(version), state.with(Optional.of(version)));
    }

    /** With its receipt, if it leaves one: an outcome of 400 and above does not. */
    private static Outcome kept(Outcome outcome, Request request) {
        return request.key().filter(key -> outcome.isSuccess() && !request.isRead())
                .map(key -> new Outcome(outcome.status(), outcome.version(), outcome.next().with(key,
                        new Receipt(request, outcome.status(), outcome.version()))))
                .orElse(outcome);
    }

    /** The state after {@code outcome}, if that is what was answered. */
    private Optional<State> agreeing(Answer answer, Outcome outcome) {
        var shown = outcome.version();
        if (answer.status() != outcome.status()
                || outcome.isSuccess() && !answer.content().equals(shown.map(Version::content))) {
            return Optional.empty();
        }
        if (shown.isEmpty() || answer.tag().isEmpty() || answer.tag().get().equals(shown.get().tag())) {
            return Optional.of(outcome.next());
        }
        return Optional.of(outcome.next()).filter(state -> mayHave(state, shown.get(), answer.tag().get()))
                .map(state -> state.knowing(shown.get().tag(), answer.tag().get()));
    }

    private boolean mayHave(State state, Version version, String tag) {
        return version.isUntagged() && !acknowledged.contains(tag) && !state.seen().contains(tag)
                && contents.getOrDefault(tag, version.content()).equals(version.content());
    }
}
