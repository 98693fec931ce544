package dev.scanrelay.local.sandbox.http;

/** Stands around every call; {@code call} is the route's name. */
@FunctionalInterface
public interface Filter {

    Answer around(String call, Request request, Handler next);
}
