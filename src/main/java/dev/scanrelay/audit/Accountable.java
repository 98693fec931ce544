package dev.scanrelay.audit;

/** A principal that can be held to account. Every way to sign in gives one, or its calls are recorded as nobody's. */
public interface Accountable {

    Actor actor();
}
