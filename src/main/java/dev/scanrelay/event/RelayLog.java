package dev.scanrelay.event;

import org.jboss.logging.Logger;

/** Says once when the relay's state changes, not again while it lasts. */
final class RelayLog {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private enum State {
        NEW,
        LEADING,
        FOLLOWING,
        INTERRUPTED
    }

    private State state = State.NEW;

    void leads(long epoch) {
        if (changes(State.LEADING)) {
            LOG.infof("Relaying events epoch=%d", epoch);
        }
    }

    void follows() {
        if (changes(State.FOLLOWING)) {
            LOG.info("Another process relays events; this one stands by");
        }
    }

    void deposed(long epoch) {
        LOG.infof("Another process took over relaying events epoch=%d", epoch);
    }

    void interrupted(Throwable cause) {
        if (changes(State.INTERRUPTED)) {
            LOG.warnf("Events wait: relaying was interrupted and is tried again cause=%s", root(cause));
        }
        LOG.debug("Relaying was interrupted", cause);
    }

    void settled(boolean committed) {
        LOG.infof("Settled the batch a relay left open committed=%s", committed);
    }

    void parked(OutboxRow row, String reason) {
        LOG.errorf(
                "Event parked, with all that follow it eventId=%s type=%s account=%s reason=%s",
                row.eventId(), row.type(), row.account().orElse("none"), reason);
    }

    void failed(Stretch stretch, String reason) {
        LOG.errorf(
                "Republication failed republication=%s topic=%s reason=%s",
                stretch.republication(), stretch.topic(), reason);
    }

    void held(String topic, String reason) {
        LOG.warnf("Events of a topic wait topic=%s reason=%s", topic, reason);
    }

    private boolean changes(State next) {
        boolean changed = state != next;
        state = next;
        return changed;
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
