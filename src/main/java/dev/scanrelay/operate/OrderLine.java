package dev.scanrelay.operate;

import com.fasterxml.jackson.databind.JsonNode;

/** An order in a line, for people; the columns before the last hold no blanks, for programs. */
final class OrderLine {

    private static final String FORM = "%-36s  %-12s  %-8s  %-20s  %s";

    static final String HEAD = FORM.formatted("order", "account", "state", "notified", "why");

    private OrderLine() {}

    static String of(JsonNode order) {
        return Api.printable(FORM.formatted(
                order.path("id").asText(),
                order.path("account").asText(),
                order.path("state").asText(),
                seconds(order.path("notifiedAt").asText("-")),
                order.path("failure").asText("-")));
    }

    private static String seconds(String time) {
        return time.replaceAll("\\.\\d+Z$", "Z");
    }
}
