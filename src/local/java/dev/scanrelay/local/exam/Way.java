package dev.scanrelay.local.exam;

/** How the vendor's software hears of events. */
public enum Way {
    ENDPOINT("an endpoint"),
    FEED("the feed"),
    TOPIC("a topic");

    private final String words;

    Way(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
