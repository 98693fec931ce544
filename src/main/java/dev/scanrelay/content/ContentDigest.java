package dev.scanrelay.content;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Digests one file while its bytes pass: as they are, and as content, which leaves out what changes with every download. Small
 * descriptions and pages are kept, up to {@link #LARGEST_PAGE}, to be normalised at the end; a larger one counts as it is.
 */
public final class ContentDigest {

    static final int LARGEST_PAGE = 2 << 20;

    /** What came out: the digest of the bytes, that of the content, and the page itself if it was kept. */
    public record Result(Sha256 bytes, Sha256 content, Optional<byte[]> page) {}

    private final MessageDigest bytes = Sha256.digest();
    private final Normal normal;

    private ContentDigest(Normal normal) {
        this.normal = normal;
    }

    public static ContentDigest of(VendorName name) {
        return new ContentDigest(
                switch (FileType.of(name).extension()) {
                    case "stl" -> new StlBody();
                    case "xml" -> new Page(Pages::withoutExportTime);
                    case "html" -> new Page(Pages::withoutPrintedTime);
                    case "pdf" -> new Page(Pages::withoutPdfDates);
                    default -> new AsItIs();
                });
    }

    public void update(byte[] from, int offset, int length) {
        bytes.update(from, offset, length);
        normal.update(from, offset, length);
    }

    public Result finish() {
        Sha256 raw = Sha256.of(bytes.digest());
        return new Result(raw, normal.content().orElse(raw), normal.page());
    }

    /** How one kind of file is normalised; no content means: as it is. */
    private sealed interface Normal {

        void update(byte[] from, int offset, int length);

        Optional<Sha256> content();

        default Optional<byte[]> page() {
            return Optional.empty();
        }
    }

    private record AsItIs() implements Normal {

        @Override
        public void update(byte[] from, int offset, int length) {
            // the plain digest is the content's
        }

        @Override
        public Optional<Sha256> content() {
            return Optional.empty();
        }
    }

    private static final class StlBody implements Normal {

        private final BinaryStl stl = new BinaryStl();

        @Override
        public void update(byte[] from, int offset, int length) {
            stl.update(from, offset, length);
        }

        @Override
        public Optional<Sha256> content() {
            return stl.body();
        }
    }

    private static final class Page implements Normal {

        private final Pages.Rule rule;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean tooLarge;

        Page(Pages.Rule rule) {
            this.rule = rule;
        }

        @Override
        public void update(byte[] from, int offset, int length) {
            tooLarge |= kept.size() + length > LARGEST_PAGE;
            if (tooLarge) {
                kept.reset();
                return;
            }
            kept.write(from, offset, length);
        }

        @Override
        public Optional<Sha256> content() {
            return page().map(rule::normalised)
                    .map(text -> Sha256.of(Sha256.digest().digest(text)));
        }

        @Override
        public Optional<byte[]> page() {
            return tooLarge ? Optional.empty() : Optional.of(kept.toByteArray());
        }
    }
}
