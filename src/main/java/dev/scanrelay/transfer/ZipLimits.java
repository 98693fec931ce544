package dev.scanrelay.transfer;

/** What a zip may hold. */
record ZipLimits(int entries, long entrySize, long totalSize, int ratio) {

    private static final long TOO_LITTLE_TO_JUDGE = 16L << 20;

    void checkCount(int count) throws ZipRefused {
        if (count > entries) {
            throw new ZipRefused("too-many-entries");
        }
    }

    /**
     * @param entry unpacked bytes of this entry so far
     * @param total unpacked bytes of all entries so far
     * @param packed bytes of the zip so far
     */
    void checkSize(long entry, long total, long packed) throws ZipRefused {
        if (entry > entrySize) {
            throw new ZipRefused("entry-too-large");
        }
        if (total > totalSize) {
            throw new ZipRefused("too-large");
        }
        if (total > TOO_LITTLE_TO_JUDGE && total / ratio > packed) {
            throw new ZipRefused("bomb");
        }
    }
}
