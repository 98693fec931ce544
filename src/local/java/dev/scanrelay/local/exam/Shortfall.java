package dev.scanrelay.local.exam;

/** What came was not what was expected; the message says what came. */
final class Shortfall extends RuntimeException {

    Shortfall(String came) {
        super(came, null, false, false);
    }

    String came() {
        return String.valueOf(getMessage());
    }
}
