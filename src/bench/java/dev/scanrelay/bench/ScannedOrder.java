package dev.scanrelay.bench;

/** An order that waits in the sandbox; nobody was told of it yet. */
record ScannedOrder(String account, String rxId) {

    String notification() {
        return "{\"companyId\":%s,\"rxId\":\"%s\"}".formatted(account, rxId);
    }
}
