package dev.scanrelay.rx;

/** What is kept sealed of a request: what was asked for, and the patient as he was sent. */
record Content(Asked asked, Sent sent) {}
