package dev.scanrelay.local.exam;

/** Words that several scenarios share. */
final class Advice {

    static final String IMPORTED = "All files are downloaded and the revision is acknowledged as imported.";
    static final String ONCE = "The scan is imported once: no file is downloaded again, and there is one document.";
    static final String NOTHING = "It is taken, and nothing is imported.";

    static final String FETCH =
            "Read the order at dataref, download its artifacts, then POST imported to revisions/{n}/ack, with your document.";
    static final String KEEP_IDS =
            "Keep each event's id (webhook-id, id, ce_id) under a unique key, with what you did, and skip one you have.";
    static final String IGNORE = "Take what you don't know and do nothing: new fields and types come without notice.";
    static final String NEWER =
            "Keep the newest revision you imported of each order; acknowledge an older one as rejected, or keep it as a document of its own.";
    static final String RETRY =
            "Store the event first, work then, and try a call again that broke off or was answered 429 or 5xx, after Retry-After.";

    private Advice() {}
}
