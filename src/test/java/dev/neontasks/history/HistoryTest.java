package dev.neontasks.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One history of each kind, legal and not. Here one operation follows the other, unless a test says otherwise. */
@Tag("parts")
class HistoryTest {

    private static final Content A = new Content("A", false);
    private static final Content B = new Content("B", false);

    private final History history = new History();
    private long now;

    @Test
    void acceptsWhatTheContractSays() {
        does(Request.get(), Answer.of(404));
        does(Request.delete(), Answer.of(404));
        does(Request.patch(Change.ofCompleted(true)).ifMatch("a"), Answer.of(404));
        does(Request.put("A").ifMatch("*"), Answer.of(412));
        does(Request.put("A").ifNoneMatch("*"), Answer.of(201, A, "a"));
        does(Request.put("B").ifNoneMatch("*"), Answer.of(412));
        does(Request.get(), Answer.of(200, A, "a"));
        does(Request.get().ifNoneMatch("a"), new Answer(304, Optional.empty(), Optional.of("a"), false));
        does(Request.patch(Change.ofCompleted(true)).ifMatch("a"), Answer.of(200, new Content("A", true), "a2"));
        does(Request.put("B").ifMatch("a"), Answer.of(412));
        does(Request.put("B").ifMatch("a2"), Answer.of(200, B, "b"));
        lists(List.of(Map.entry("1", B)));
        does(Request.delete().ifMatch("a2"), Answer.of(412));
        does(Request.delete().ifMatch("*"), Answer.of(204));
        lists(List.of());
        assertLegal();
    }

    @Test
    void findsALostWrite() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        does(Request.put("B"), Answer.of(200, B, "b"));
        does(Request.get(), Answer.of(200, A, "a"));
        assertThat(history.violations()).singleElement().asString()
                .containsSubsequence("PUT A ☐", "PUT B ☐", "GET", "200 A tag1", "impossible");
    }

    @Test
    void findsAWriteThatTookEffectTwice() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        at(1, now, now + 40, Request.delete(), Answer.of(204));
        now += 10;
        does(Request.get(), Answer.of(404));
        does(Request.put("B"), Answer.of(201, B, "b"));
        now += 40;
        does(Request.get(), Answer.of(404));
        assertIllegal("PUT B");
    }

    @Test
    void findsADeletedTaskThatIsBack() {
        at(1, now, now + 40, Request.post("A"), Answer.of(201, A, "a"));
        now += 10;
        lists(List.of(Map.entry("1", A)));
        does(Request.delete(), Answer.of(204));
        now += 40;
        lists(List.of(Map.entry("1", A)));
        assertIllegal("LIST");
    }

    @Test
    void findsARefusalOfWhatTookEffect() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        at(1, now, now + 40, Request.put("B").ifMatch("a"), Answer.of(412));
        now += 10;
        does(Request.get(), Answer.of(200, B, "b"));
        assertIllegal("GET");
    }

    @Test
    void findsADeletionThatFoundNothing() {
        does(Request.delete(), Answer.of(204));
        assertIllegal("DELETE");
    }

    @Test
    void findsACreationThatIsCalledAnUpdate() {
        does(Request.put("A"), Answer.of(200, A, "a"));
        assertIllegal("PUT A");
    }

    @Test
    void findsATagOfTwoContents() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        loses(Request.put("B"));
        loses(Request.patch(Change.ofCompleted(true)));
        does(Request.get(), Answer.of(200, B, "b"));
        does(Request.get(), Answer.of(200, new Content("B", true), "b"));
        assertIllegal("GET");
    }

    @Test
    void findsATagOfTwoWrites() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        does(Request.delete(), Answer.of(204));
        does(Request.put("B"), Answer.of(201, B, "a"));
        assertThat(history.violations()).containsExactly("the tag a was given to two writes");
    }

    @Test
    void findsALostWriteWhoseTagWasSeenBefore() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        loses(Request.put("B"));
        loses(Request.put("B"));
        does(Request.get(), Answer.of(200, B, "b"));
        does(Request.put("A"), Answer.of(200, A, "a2"));
        does(Request.get(), Answer.of(200, B, "b"));
        assertIllegal("GET");
    }

    @Test
    void findsAStaleRead() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        does(Request.put("B"), Answer.of(200, B, "b"));
        does(Request.get().ifNoneMatch("a"), new Answer(304, Optional.empty(), Optional.of("a"), false));
        assertIllegal("GET If-None-Match");
    }

    @Test
    void findsAnAcknowledgedTaskThatNoListHas() {
        does(Request.post("A"), Answer.of(201, A, "a"));
        lists(List.of());
        assertIllegal("LIST");
    }

    @Test
    void findsWhatIsListedTwice() {
        does(Request.post("A"), Answer.of(201, A, "a"));
        lists(List.of(Map.entry("1", A), Map.entry("1", A)));
        assertThat(history.violations()).containsExactly("owner, task 1: listed twice");
    }

    @Test
    void findsAPostThatMadeTwoTasks() {
        loses(Request.post("A"));
        lists(List.of(Map.entry("1", A), Map.entry("2", A)));
        assertIllegal("LIST");
    }

    @Test
    void aLostWriteMayHaveHappenedOrNotOrHappenLater() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        loses(Request.put("B"));
        loses(Request.delete());
        does(Request.get(), Answer.of(200, A, "a"));
        does(Request.get(), Answer.of(404));
        does(Request.get(), Answer.of(200, B, "b"));
        does(Request.patch(Change.ofCompleted(true)).ifMatch("b"), Answer.of(200, new Content("B", true), "c"));
        assertLegal();
    }

    @Test
    void aLostWriteDoesNotHappenTwice() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        loses(Request.put("B"));
        does(Request.get(), Answer.of(200, B, "b"));
        does(Request.put("C"), Answer.of(200, new Content("C", false), "c"));
        does(Request.get(), Answer.of(200, B, "b"));
        assertIllegal("GET");
    }

    @Test
    void aConditionMayShowTheTagOfALostWrite() {
        loses(Request.put("A"));
        does(Request.put("B").ifMatch("a"), Answer.of(200, B, "b"));
        assertLegal();
    }

    @Test
    void theSameKeyIsTheSameWrite() {
        var put = Request.put("A").key("k");
        does(put, Answer.of(201, A, "a"));
        does(Request.put("B"), Answer.of(200, B, "b"));
        does(put, Answer.of(201, A, "a").again());
        does(Request.put("C").key("k"), Answer.of(422));
        does(Request.get(), Answer.of(200, B, "b"));
        assertLegal();
    }

    @Test
    void aKeyRemembersALostWriteAndNoRefusedOne() {
        var patch = Request.patch(Change.ofCompleted(true)).key("k");
        does(patch, Answer.of(404));
        does(Request.put("A"), Answer.of(201, A, "a"));
        loses(patch);
        does(Request.get(), Answer.of(200, new Content("A", true), "a2"));
        does(Request.put("B"), Answer.of(200, B, "b"));
        does(patch, Answer.of(200, new Content("A", true), "a2").again());
        assertLegal();
    }

    @Test
    void aKeyIsRefusedAsItIsForWhoeverCameBefore() {
        var patch = Request.patch(Change.ofCompleted(true)).key("k");
        at(1, now, now + 40, patch, Answer.of(404));
        now += 10;
        does(Request.put("A"), Answer.of(201, A, "a"));
        does(patch, Answer.of(404));
        assertLegal();
    }

    @Test
    void findsARefusalThatOutlivesItsRequest() {
        var patch = Request.patch(Change.ofCompleted(true)).key("k");
        does(patch, Answer.of(404));
        does(Request.put("A"), Answer.of(201, A, "a"));
        does(patch, Answer.of(404));
        assertIllegal("PATCH ✓ key k");
    }

    /** Whatever became of the first, the task was there all the time. */
    @Test
    void findsARefusalThatNoMomentSinceTheFirstRequestExplains() {
        var patch = Request.patch(Change.ofCompleted(true)).key("k");
        does(Request.put("A"), Answer.of(201, A, "a"));
        loses(patch);
        does(patch, Answer.of(404));
        assertIllegal("PATCH ✓ key k");
    }

    @Test
    void aKeyMayBeRefusedAsItWasForWhoeverGotNoAnswer() {
        var patch = Request.patch(Change.ofCompleted(true)).key("k");
        loses(patch);
        does(Request.put("A"), Answer.of(201, A, "a"));
        does(patch, Answer.of(404));
        assertLegal();
    }

    @Test
    void aKeyMayBeRefusedAsItWasForWhoeverCameBeforeThem() {
        var patch = Request.patch(Change.ofCompleted(true)).key("k");
        at(1, now, now + 20, patch, Answer.of(404));
        now += 10;
        does(Request.put("A"), Answer.of(201, A, "a"));
        at(2, now, now + 40, patch, Answer.of(404));
        now += 30;
        does(patch, Answer.of(404));
        assertLegal();
    }

    @Test
    void findsAKeyOfTwoTasks() {
        does(Request.put("A").key("k"), Answer.of(201, A, "a"));
        history.add("owner", Optional.of("2"),
                Operation.answered(0, Request.put("A").key("k"), now, now + 1, Answer.of(201, A, "b")));
        assertIllegal("key k: two tasks were written");
    }

    @Test
    void findsATagOfTwoTasks() {
        loses(Request.put("A"));
        history.add("owner", Optional.of("2"), Operation.unknown(0, Request.put("A"), now));
        now += 2;
        does(Request.get(), Answer.of(200, A, "a"));
        history.add("owner", Optional.of("2"), Operation.answered(0, Request.get(), now, now + 1, Answer.of(200, A, "a")));
        assertIllegal("the tag a was seen of two tasks");
    }

    @Test
    void findsAKeyThatIsNotChecked() {
        var put = Request.put("A").key("k");
        does(put, Answer.of(201, A, "a"));
        does(put, Answer.of(200, A, "a2"));
        assertIllegal("PUT A ☐ key k");
    }

    @Test
    void findsAKeyThatMadeTwoTasks() {
        var post = Request.post("A").key("k");
        does(post, Answer.of(201, A, "a"));
        history.add("owner", Optional.of("2"), Operation.answered(0, post, now, now + 1, Answer.of(201, A, "b")));
        assertIllegal("POST A");
    }

    @Test
    void findsAKeyThatChangedItsOutcome() {
        var delete = Request.delete().key("k");
        does(Request.put("A"), Answer.of(201, A, "a"));
        does(delete, Answer.of(204));
        does(delete, Answer.of(404));
        assertIllegal("DELETE key k");
    }

    @Test
    void ownersDoNotMeet() {
        does(Request.put("A"), Answer.of(201, A, "a"));
        history.add("other", Optional.of("1"), Operation.answered(1, Request.get(), now, now + 1, Answer.of(200, A, "b")));
        assertIllegal("other, task 1");
    }

    /** Whoever reads it wants the two or three operations that matter, and no read that has nothing to do with them. */
    @Test
    void showsNoMoreThanItTakes() {
        for (var i = 0; i < 50; i++) {
            var content = new Content("old" + i, false);
            does(Request.put(content.title()), Answer.of(i == 0 ? 201 : 200, content, "t" + i));
            does(Request.get(), Answer.of(200, content, "t" + i));
        }
        does(Request.delete(), Answer.of(204));
        does(Request.get(), Answer.of(200, new Content("old30", false), "t30"));
        assertThat(history.violations()).singleElement().asString().hasLineCount(4)
                .containsSubsequence("PUT old30", "PUT old31", "GET", "impossible");
    }

    private void does(Request request, Answer answer) {
        at(0, now, now + 1, request, answer);
        now += 2;
    }

    private void at(int client, long from, long to, Request request, Answer answer) {
        history.add("owner", Optional.of("1"), Operation.answered(client, request, from, to, answer));
    }

    private void loses(Request request) {
        var id = request.method() == Request.Method.POST ? Optional.<String> empty() : Optional.of("1");
        history.add("owner", id, Operation.unknown(0, request, now));
        now += 2;
    }

    private void lists(List<Map.Entry<String, Content>> items) {
        history.addList("owner", 0, now, now + 1, items);
        now += 2;
    }

    private void assertLegal() {
        assertThat(history.violations()).isEmpty();
    }

    private void assertIllegal(String text) {
        assertThat(history.violations()).singleElement().asString().contains(text);
    }
}
