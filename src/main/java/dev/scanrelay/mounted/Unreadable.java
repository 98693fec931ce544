package dev.scanrelay.mounted;

import java.nio.file.Path;

/** A directory, or a file in it, that can't be read: says which, never what is in it. */
public final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    Unreadable(Path where, String problem) {
        super(where + " " + problem);
    }
}
