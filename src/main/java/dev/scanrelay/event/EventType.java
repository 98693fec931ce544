package dev.scanrelay.event;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The kinds of event, each with the schema of its data. A change that breaks readers is a new version beside the old one. */
public enum EventType {
    ORDER_READY("order.ready.v1"),
    ORDER_UPDATED("order.updated.v1"),
    ORDER_FAILED("order.failed.v1"),
    /** For the operator alone. */
    ORDER_PARKED("order.parked.v1"),
    ORDER_WITHDRAWN("order.withdrawn.v1"),
    ORDER_ERASED("order.erased.v1"),
    PAIRING_CONNECTED("pairing.connected.v1"),
    PAIRING_ATTENTION("pairing.attention.v1"),
    PAIRING_EXPIRING("pairing.expiring.v1"),
    PAIRING_ENDED("pairing.ended.v1"),
    ENDPOINT_FAILING("endpoint.failing.v1"),
    ENDPOINT_DISABLED("endpoint.disabled.v1"),
    ENDPOINT_ENABLED("endpoint.enabled.v1"),
    /** For one endpoint that asks for it; never announced. */
    ENDPOINT_TEST("endpoint.test.v1");

    private static final String PREFIX = "dev.scanrelay.";

    private final String name;

    EventType(String name) {
        this.name = name;
    }

    /** The CloudEvents type: {@code dev.scanrelay.order.ready.v1}. */
    public String wireName() {
        return PREFIX + name;
    }

    /** The CloudEvents types of what others than the operator are told. */
    public static Set<String> toReaders() {
        return Arrays.stream(values())
                .filter(type -> type != ORDER_PARKED && type != ENDPOINT_TEST)
                .map(EventType::wireName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The identifier of the data's JSON Schema; the file is {@code schemas/events/order.ready.v1.json}. */
    public URI schema() {
        return schema(wireName());
    }

    /** The same by the CloudEvents type, also of one that only a later version of this service knows. */
    static URI schema(String wireName) {
        return URI.create("urn:scanrelay:schema:" + wireName.substring(PREFIX.length()));
    }
}
