package dev.scanrelay.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Where a stream stands, and what it tells next: from its own page if it has one, else from the tail. For one thread at a time. */
final class Place {

    private final FeedScope scope;
    private final Deque<Told> page = new ArrayDeque<>();
    private FeedCursor at;
    private FeedCursor pageEnd;

    /** What to do next. */
    sealed interface Next {

        record Tell(Told told) implements Next {}

        record ReadPage(FeedCursor after) implements Next {}

        record Wait() implements Next {}
    }

    Place(FeedScope scope, FeedCursor at) {
        this.scope = scope;
        this.at = at;
        this.pageEnd = at;
    }

    FeedCursor at() {
        return at;
    }

    void take(Page read) {
        page.addAll(read.events());
        pageEnd = read.next();
        goOnBehindThePage();
    }

    Next next(Tail tail) {
        return Optional.ofNullable(page.poll()).map(this::tellFromPage).orElseGet(() -> look(tail));
    }

    private Next tellFromPage(Told told) {
        at = told.behind();
        goOnBehindThePage();
        return new Next.Tell(told);
    }

    // A page may reach further than its last event: nothing else in it was for this stream.
    private void goOnBehindThePage() {
        if (page.isEmpty()) {
            at = pageEnd;
        }
    }

    private Next look(Tail tail) {
        return switch (tail.after(at, scope)) {
            case Tail.Found.Behind behind -> new Next.ReadPage(at);
            case Tail.Found.Next(Told told) -> {
                at = told.behind();
                yield new Next.Tell(told);
            }
            case Tail.Found.Nothing(FeedCursor upTo) -> {
                at = upTo;
                yield new Next.Wait();
            }
        };
    }
}
