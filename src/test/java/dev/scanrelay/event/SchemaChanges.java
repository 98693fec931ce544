package dev.scanrelay.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What a change of a schema breaks. Readers validate with the schema they were built with, and topics hold events from before the change: so
 * nothing may change but texts, and optional properties may be added.
 */
final class SchemaChanges {

    private static final Set<String> TEXTS = Set.of("title", "description", "examples", "$comment");

    private SchemaChanges() {}

    /** Empty: nobody is broken. */
    static List<String> breaking(JsonNode before, JsonNode after) {
        List<String> broken = new ArrayList<>();
        compare("", before, after, broken);
        return broken;
    }

    private static void compare(String place, JsonNode before, JsonNode after, List<String> broken) {
        Set<String> keywords = new TreeSet<>(before.propertyNames());
        keywords.addAll(after.propertyNames());
        keywords.removeAll(TEXTS);
        for (String keyword : keywords) {
            JsonNode old = before.path(keyword);
            JsonNode now = after.path(keyword);
            switch (keyword) {
                case "properties", "$defs" -> members(place, old, now, broken);
                case "items" -> items(place + "/items", old, now, broken);
                case "required" -> required(place, old, now, broken);
                default -> {
                    if (!old.equals(now)) {
                        broken.add(place + "/" + keyword + " changed");
                    }
                }
            }
        }
    }

    private static void members(String place, JsonNode old, JsonNode now, List<String> broken) {
        for (String name : old.propertyNames()) {
            if (now.has(name)) {
                compare(place + "/" + name, old.path(name), now.path(name), broken);
            } else {
                broken.add(place + "/" + name + " was removed");
            }
        }
    }

    private static void items(String place, JsonNode old, JsonNode now, List<String> broken) {
        if (old.isMissingNode() || now.isMissingNode()) {
            broken.add(place + (now.isMissingNode() ? " was removed" : " was added"));
        } else {
            compare(place, old, now, broken);
        }
    }

    private static void required(String place, JsonNode old, JsonNode now, List<String> broken) {
        Set<String> before = words(old);
        Set<String> after = words(now);
        after.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> broken.add(place + "/" + name + " became required: events from before lack it"));
        before.stream()
                .filter(name -> !after.contains(name))
                .forEach(name -> broken.add(place + "/" + name + " is required no more: readers rely on it"));
    }

    private static Set<String> words(JsonNode array) {
        Set<String> words = new HashSet<>();
        array.valueStream().forEach(word -> words.add(word.asString()));
        return words;
    }
}
