package dev.scanrelay.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a stream says, as <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-Sent Events</a>. An id without data
 * is no event, but the client resumes from it.
 */
final class SseText {

    private SseText() {}

    static byte[] event(FeedCursor behind, String type, byte[] document) {
        return bytes("id: " + behind.encoded() + "\nevent: " + type + "\ndata: "
                + new String(document, StandardCharsets.UTF_8) + "\n\n");
    }

    static byte[] opening(FeedCursor at, Duration retry) {
        return bytes(retry(retry) + "id: " + at.encoded() + "\n\n");
    }

    static byte[] heartbeat(FeedCursor at) {
        return bytes(": still here\nid: " + at.encoded() + "\n\n");
    }

    static byte[] farewell(FeedCursor at, Duration retry) {
        return bytes(": come again\n" + retry(retry) + "id: " + at.encoded() + "\n\n");
    }

    private static String retry(Duration retry) {
        return "retry: " + retry.toMillis() + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
