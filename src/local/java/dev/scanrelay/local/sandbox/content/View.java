package dev.scanrelay.local.sandbox.content;

/** Where the camera stands. */
public enum View {
    GALLERY,
    FRONT,
    LEFT,
    RIGHT,
    UPPER,
    LOWER
}
