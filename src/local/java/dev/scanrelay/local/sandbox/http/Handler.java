package dev.scanrelay.local.sandbox.http;

@FunctionalInterface
public interface Handler {

    Answer handle(Request request);
}
