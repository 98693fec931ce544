package dev.scanrelay.feed;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a stream tells next: looked for, recorded, and then told one by one. Other threads bring what was asked for; the rest is for one thread at
 * a time.
 */
final class Ahead {

    private final Place place;
    private final Queue<Page> brought = new ConcurrentLinkedQueue<>();
    private final Queue<Told> released = new ConcurrentLinkedQueue<>();
    private volatile boolean awaiting;
    private FeedCursor told;

    /** What there is to do. */
    sealed interface Step {

        record Tell(Told event) implements Step {}

        /** Have these recorded, and then {@link Ahead#release released}. */
        record Recording(List<Told> events) implements Step {}

        /** Have a page {@link Ahead#bring brought}. */
        record ReadPage(FeedCursor after) implements Step {}

        record Nothing() implements Step {}
    }

    Ahead(FeedScope scope, FeedCursor after) {
        this.place = new Place(scope, after);
        this.told = after;
    }

    /** Up to where all is told: what a client resumes from. */
    FeedCursor told() {
        return told;
    }

    void bring(Page page) {
        brought.add(page);
        awaiting = false;
    }

    void release(List<Told> recorded) {
        released.addAll(recorded);
        awaiting = false;
    }

    Step next(Tail tail) {
        boolean complete = !awaiting; // before the look: what was awaited is there then
        Optional<Told> next = Optional.ofNullable(released.poll());
        return next.map(this::tell).orElseGet(() -> complete ? look(tail) : new Step.Nothing());
    }

    private Step tell(Told event) {
        told = event.behind();
        return new Step.Tell(event);
    }

    private Step look(Tail tail) {
        Optional.ofNullable(brought.poll()).ifPresent(place::take);
        return switch (place.next(tail)) {
            case Place.Next.Tell(List<Told> events) -> await(new Step.Recording(events));
            case Place.Next.ReadPage(FeedCursor after) -> await(new Step.ReadPage(after));
            case Place.Next.Wait nothing -> {
                told = place.at();
                yield new Step.Nothing();
            }
        };
    }

    private Step await(Step step) {
        awaiting = true;
        return step;
    }
}
