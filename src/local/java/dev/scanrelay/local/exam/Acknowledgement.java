package dev.scanrelay.local.exam;

/** What the vendor said of a revision; the document is empty where none was named. */
record Acknowledgement(int revision, String outcome, String document) {

    String words() {
        var what = "revision " + revision + " acknowledged " + outcome;
        return document.isEmpty() ? what : what + " as " + document;
    }

    boolean imported() {
        return outcome.equals("imported");
    }
}
