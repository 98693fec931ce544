package dev.scanrelay.role;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The roles of this process. */
public record Roles(Set<Role> roles) {

    /** A process that runs nothing and ends: the one that migrates the database. */
    static final String NONE = "none";

    public static final Roles ALL = new Roles(EnumSet.allOf(Role.class));

    public Roles {
        roles = Set.copyOf(roles);
    }

    public boolean runs(Role role) {
        return roles.contains(role);
    }

    /** It serves without a database, so it starts without one. */
    public boolean isIngressAlone() {
        return roles.equals(Set.of(Role.INGRESS));
    }

    boolean isAll() {
        return roles.size() == Role.values().length;
    }

    /** What it knows of the words, separated by commas; all roles where there is none. */
    static Roles of(String setting) {
        List<String> words = words(setting).toList();
        return words.isEmpty()
                ? ALL
                : new Roles(words.stream()
                        .flatMap(word -> Role.named(word).stream())
                        .collect(Collectors.toSet()));
    }

    /** Words that are no role. */
    static List<String> unknown(String setting) {
        List<String> words = words(setting).toList();
        return words.equals(List.of(NONE))
                ? List.of()
                : words.stream().filter(word -> Role.named(word).isEmpty()).toList();
    }

    private static Stream<String> words(String setting) {
        return Arrays.stream(setting.split(",")).map(String::strip).filter(word -> !word.isEmpty());
    }

    @Override
    public String toString() {
        return Arrays.stream(Role.values()).filter(this::runs).map(Role::label).collect(Collectors.joining(","));
    }
}
