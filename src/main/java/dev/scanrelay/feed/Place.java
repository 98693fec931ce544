package dev.scanrelay.feed;

import java.util.List;
import java.util.Optional;

/** How far a stream has looked, and what it finds next: its own page if it has one, else what the tail has. For one thread at a time. */
final class Place {

    private final FeedScope scope;
    private FeedCursor at;
    private Optional<Page> page = Optional.empty();

    /** What to do next. */
    sealed interface Next {

        /** At least one. */
        record Tell(List<Told> events) implements Next {}

        record ReadPage(FeedCursor after) implements Next {}

        record Wait() implements Next {}
    }

    Place(FeedScope scope, FeedCursor at) {
        this.scope = scope;
        this.at = at;
    }

    FeedCursor at() {
        return at;
    }

    void take(Page read) {
        page = Optional.of(read);
    }

    Next next(Tail tail) {
        List<Told> read = page.map(Page::events).orElse(List.of());
        // A page may reach further than its last event: nothing else in it was for this stream.
        at = page.map(Page::next).orElse(at);
        page = Optional.empty();
        return read.isEmpty() ? look(tail) : new Next.Tell(read);
    }

    private Next look(Tail tail) {
        return switch (tail.after(at, scope)) {
            case Tail.Found.Behind behind -> new Next.ReadPage(at);
            case Tail.Found.Next(List<Told> events) -> {
                at = events.getLast().behind();
                yield new Next.Tell(events);
            }
            case Tail.Found.Nothing(FeedCursor upTo) -> {
                at = upTo;
                yield new Next.Wait();
            }
        };
    }
}
