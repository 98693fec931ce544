package dev.scanrelay.local.sandbox.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a form post. */
public record Form(Map<String, List<String>> fields) {

    public Optional<String> field(String name) {
        return fields.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isBlank());
    }

    public String required(String name) {
        return field(name).orElseThrow(() -> Refusal.badRequest(name + " is missing"));
    }
}
