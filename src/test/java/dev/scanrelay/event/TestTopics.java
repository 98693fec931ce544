package dev.scanrelay.event;

import java.util.Optional;

/** Topics with one for each partner; the others are those of the running service. */
record TestTopics(Optional<String> partner, boolean create) implements TopicSettings {

    @Override
    public String notifications() {
        return "scan.notifications.v1";
    }

    @Override
    public String orders() {
        return "orders.v1";
    }

    @Override
    public String deadLetters() {
        return "scan.notifications.dlq.v1";
    }

    @Override
    public String progress() {
        return "scanrelay.relay.progress.v1";
    }

    @Override
    public String auditHeads() {
        return "scanrelay.audit.heads.v1";
    }

    @Override
    public int partitions() {
        return 3;
    }

    @Override
    public short replication() {
        return 1;
    }
}
