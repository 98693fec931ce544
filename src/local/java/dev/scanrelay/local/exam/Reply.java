package dev.scanrelay.local.exam;

/** What the vendor's endpoint answered; status 0 where it did not, and then why. */
record Reply(int status, String words) {

    boolean taken() {
        return status >= 200 && status < 300;
    }

    boolean refused() {
        return status >= 400 && status < 500;
    }
}
