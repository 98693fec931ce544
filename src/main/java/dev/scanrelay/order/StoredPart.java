package dev.scanrelay.order;

import dev.scanrelay.content.EntryKind;

/** One stored file of a revision, as an entry of a download of several. */
record StoredPart(ArtifactFile file, EntryKind kind, boolean unpacked) {

    boolean isUnpackedArchive() {
        return kind == EntryKind.ARCHIVE && unpacked;
    }

    /** Of its name, without the dot; empty if it has none. */
    String extension() {
        return file.fileName().substring(file.fileName().lastIndexOf('.') + 1);
    }

    /** Whether compressing it again is a waste. */
    boolean isDense() {
        return switch (kind) {
            case ARCHIVE, IMAGE, TEXTURE -> true;
            case MESH, RX, METADATA, MARGIN, UNKNOWN -> false;
        };
    }
}
