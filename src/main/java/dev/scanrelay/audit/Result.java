package dev.scanrelay.audit;

/** What came of a call, in one word. */
enum Result {
    OK("ok"),
    REFUSED("refused"),
    NOT_FOUND("not-found"),
    FAILED("failed");

    private final String wire;

    Result(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    static Result of(int status) {
        if (status < 400) {
            return OK;
        }
        if (status >= 500) {
            return FAILED;
        }
        return status == 404 || status == 410 ? NOT_FOUND : REFUSED;
    }
}
