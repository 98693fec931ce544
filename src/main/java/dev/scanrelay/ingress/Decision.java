package dev.scanrelay.ingress;

/** What becomes of a delivery. */
sealed interface Decision {

    record Accept(Notification notification) implements Decision {}

    record Refuse(Refusal refusal) implements Decision {}
}
