package dev.scanrelay.audit;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.RequestScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the request at hand is about, noted by its resource while it goes on. Ids only. */
@RequestScoped
public class AuditTrail {

    private final UUID requestId = UUID.randomUUID();
    private final Set<Subject> subjects = new TreeSet<>();
    private boolean closed;
    private Optional<Actor> actor = Optional.empty();
    private String action = "";

    /** As it was asked for, in a URL or a body. Its id is recorded if it is or was the partner's, else that it is unknown. */
    public void account(AccountId account) {
        note(Subject.Kind.ASKED, account.value());
    }

    /** One that we are to store, or have from Align: its id is recorded though it is none of the partner's yet. */
    public void vouched(AccountId account) {
        note(Subject.Kind.ACCOUNT, account.value());
    }

    /** Our id of an order, or the RxID of one that has none yet. */
    public void order(Object order) {
        note(Subject.Kind.ORDER, order.toString());
    }

    /** Align's patient ids. */
    public void patients(Collection<String> ids) {
        ids.forEach(this::patient);
    }

    public void patient(String id) {
        note(Subject.Kind.PATIENT, id);
    }

    /** The public part of an API key. */
    public void key(String id) {
        note(Subject.Kind.KEY, id);
    }

    /** Who is accountable where nobody signed in: a clinic's user, by the invitation he came with. */
    public synchronized void invitation(UUID id, PartnerId partner) {
        actor = Optional.of(new Actor(Actor.Kind.INVITATION, id.toString(), partner.value()));
    }

    synchronized Optional<Actor> actor() {
        return actor;
    }

    synchronized void begin(String named) {
        action = named;
    }

    /** What the call does; empty before it was begun. */
    synchronized String action() {
        return action;
    }

    UUID requestId() {
        return requestId;
    }

    synchronized Set<Subject> subjects() {
        return subjects.stream().filter(subject -> !isVouched(subject)).collect(Collectors.toUnmodifiableSet());
    }

    /** Asked for first, and checked by now. */
    private boolean isVouched(Subject asked) {
        return asked.kind() == Subject.Kind.ASKED && subjects.contains(Subject.of(Subject.Kind.ACCOUNT, asked.id()));
    }

    /** True for the first who asks: a request ends once, though its answer may have to be written anew. */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    private synchronized void note(Subject.Kind kind, String id) {
        subjects.add(Subject.of(kind, id));
    }
}
