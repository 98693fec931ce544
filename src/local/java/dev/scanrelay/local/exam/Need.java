package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Way.ENDPOINT;
import static dev.scanrelay.local.exam.Way.FEED;
import static dev.scanrelay.local.exam.Way.TOPIC;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a scenario can't do without. One that lacks it is left out, and the report says so in these words. */
enum Need {
    DELIVERY("Only what is delivered to an endpoint is signed, and answered.", EnumSet.of(ENDPOINT)),
    SECOND_TELLING(
            "The feed tells each event once; what is read again there is asked for itself.",
            EnumSet.of(ENDPOINT, TOPIC)),
    PLACE("Only the feed is read from a place that can be lost.", EnumSet.of(FEED)),
    CONNECTION("A topic's connections are the broker's, which the exam can't cut.", EnumSet.of(ENDPOINT, FEED)),
    TRANSACTIONS("Only a topic has transactions.", EnumSet.of(TOPIC)),
    RESTART("No --restart-command was given.", EnumSet.allOf(Way.class)),
    VERDICT(
            "Software that only saves files (--files-only) says nothing of what it did with them.",
            EnumSet.allOf(Way.class));

    private final String rule;
    private final Set<Way> ways;

    Need(String rule, Set<Way> ways) {
        this.rule = rule;
        this.ways = ways;
    }

    /** Why it can't be had here, if it can't. */
    Optional<String> missing(Way way, ExamConfig config) {
        var there = ways.contains(way)
                && switch (this) {
                    case RESTART -> config.restart().isPresent();
                    case VERDICT -> !config.filesOnly();
                    case DELIVERY, SECOND_TELLING, PLACE, CONNECTION, TRANSACTIONS -> true;
                };
        return there ? Optional.empty() : Optional.of(rule);
    }
}
