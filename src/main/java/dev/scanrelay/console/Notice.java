package dev.scanrelay.console;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page that only says something, and where to go from here.
 *
 * @param good whether it is good news
 */
record Notice(int status, boolean good, String title, List<String> paragraphs, List<Link> links) {

    /** Somewhere to go. */
    record Link(String text, URI url) {}

    static Notice of(int status, String title, String... paragraphs) {
        return new Notice(status, false, title, List.of(paragraphs), List.of());
    }

    static Notice good(String title, List<String> paragraphs) {
        return new Notice(200, true, title, paragraphs, List.of());
    }

    Notice with(String text, Optional<URI> url) {
        List<Link> more = new ArrayList<>(links);
        url.ifPresent(target -> more.add(new Link(text, target)));
        return new Notice(status, good, title, paragraphs, List.copyOf(more));
    }
}
