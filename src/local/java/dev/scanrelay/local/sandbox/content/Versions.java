package dev.scanrelay.local.sandbox.content;

/** How often each part of a scan was made anew; equal numbers mean equal bytes. */
public record Versions(int mesh, int images, int margin) {

    public static final Versions FIRST = new Versions(1, 1, 1);

    public Versions rescanned() {
        return new Versions(mesh + 1, images + 1, margin + 1);
    }

    public Versions withNewMargin() {
        return new Versions(mesh, images, margin + 1);
    }
}
