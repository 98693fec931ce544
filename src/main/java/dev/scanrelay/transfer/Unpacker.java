package dev.scanrelay.transfer;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.ContentDigest;
import dev.scanrelay.content.EntryKind;
import dev.scanrelay.content.ExportHints;
import dev.scanrelay.content.FileType;
import dev.scanrelay.content.Sha256;
import dev.scanrelay.content.VendorName;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks a zip while it passes, each file into an object of its own. Whatever is wrong with the zip itself ends in
 * {@link ZipRefused}; data that do not fit their check sums end the transfer.
 */
final class Unpacker {

    private static final int CHUNK = 64 << 10;

    private final ZipBytes bytes;
    private final IncomingBytes incoming;
    private final ZipLimits limits;
    private final TransferScope scope;
    private final EntryPlace place;
    private final Keep keep;
    private final Earlier earlier;
    private final ZipNames names = new ZipNames();
    private final List<ZipDirectory.Item> unpacked = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final byte[] chunk = new byte[CHUNK];
    private ExportHints hints = ExportHints.none();
    private long total;

    Unpacker(
            ZipBytes bytes,
            IncomingBytes incoming,
            ZipLimits limits,
            TransferScope scope,
            EntryPlace place,
            Keep keep,
            Earlier earlier) {
        this.keep = keep;
        this.earlier = earlier;
        this.bytes = bytes;
        this.incoming = incoming;
        this.limits = limits;
        this.scope = scope;
        this.place = place;
    }

    /** Reads to the end of the zip and of the bytes, and compares both ends' accounts of it. */
    void run() throws IOException, ZipRefused, InterruptedException {
        @SuppressWarnings("resource") // closing it would close nothing of ours
        ZipInputStream zip = new ZipInputStream(bytes, StandardCharsets.ISO_8859_1);
        for (Optional<ZipEntry> entry = next(zip); entry.isPresent(); entry = next(zip)) {
            unpack(zip, entry.get());
        }
        if (entries.isEmpty()) {
            throw new ZipRefused("empty");
        }
        List<ZipDirectory.Item> directory = ZipDirectory.read(bytes.drain()).orElseThrow(EOFException::new);
        if (directory.size() != unpacked.size() || !new HashSet<>(directory).equals(new HashSet<>(unpacked))) {
            throw new ZipRefused("directory-differs");
        }
    }

    private Optional<ZipEntry> next(ZipInputStream zip) throws IOException, ZipRefused {
        try {
            return Optional.ofNullable(zip.getNextEntry());
        } catch (ZipException | IllegalArgumentException unreadable) {
            throw new ZipRefused("unreadable");
        }
    }

    private void unpack(ZipInputStream zip, ZipEntry entry) throws IOException, ZipRefused, InterruptedException {
        limits.checkCount(unpacked.size() + 1);
        VendorName name = names.admit(ZipNames.decoded(entry.getName()));
        if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
            throw new ZipRefused("unsupported-method");
        }
        long size = entry.isDirectory() ? skipped(zip) : stored(zip, name);
        unpacked.add(new ZipDirectory.Item(ZipNames.decoded(entry.getName()), size, entry.getCrc()));
    }

    private long skipped(ZipInputStream folder) throws IOException, ZipRefused {
        if (data(folder) > 0) {
            throw new ZipRefused("unsafe-name");
        }
        return 0;
    }

    private long stored(ZipInputStream zip, VendorName name) throws IOException, ZipRefused, InterruptedException {
        Classification guess = Classification.of(name);
        FileType type = FileType.of(name);
        PartUpload upload =
                scope.upload(place.entry(entries.size() + 1, guess.kind(), type.extension()), type.mediaType());
        if (!keep.entries()) {
            upload.drop();
        }
        ContentDigest digest = ContentDigest.of(name);
        Entry entry = new Entry(name, type, upload, digest);
        entries.add(entry);
        for (int count = data(zip); count >= 0; count = data(zip)) {
            total += count;
            limits.checkSize(upload.size() + count, total, incoming.size());
            digest.update(chunk, 0, count);
            upload.write(chunk, 0, count);
        }
        entry.end();
        return upload.size();
    }

    /** The unpacker checks length and CRC at an entry's end. */
    private int data(ZipInputStream zip) throws IOException {
        try {
            return zip.read(chunk);
        } catch (ZipException damaged) {
            throw new TransferFailed(TransferFailed.Kind.DAMAGED, "zip-data", damaged);
        }
    }

    List<PartUpload> uploads() {
        return entries.stream().map(entry -> entry.upload).toList();
    }

    List<StoredFile> files() {
        return entries.stream().map(Entry::file).toList();
    }

    /** Names the objects of a zip's entries. */
    interface EntryPlace {
        ObjectAddress entry(int number, EntryKind kind, String extension);
    }

    /** One file of the zip. */
    private final class Entry {

        private final VendorName name;
        private final FileType type;
        private final PartUpload upload;
        private final ContentDigest digest;
        private Optional<Digested> digested = Optional.empty();
        private Optional<ObjectAddress> same = Optional.empty();

        Entry(VendorName name, FileType type, PartUpload upload, ContentDigest digest) {
            this.name = name;
            this.type = type;
            this.upload = upload;
            this.digest = digest;
        }

        void end() {
            ContentDigest.Result result = digest.finish();
            digested = Optional.of(new Digested(result));
            if (type.extension().equals("xml")) {
                result.page().ifPresent(page -> hints = hints.or(ExportHints.read(page)));
            }
            same = keep.entries() ? earlier.same(result.bytes(), upload.size()) : Optional.empty();
            if (same.isPresent()) {
                upload.drop();
            }
            upload.seal();
            upload.sendSmall();
        }

        StoredFile file() {
            Digested of = digested.orElseThrow();
            Classification is = Classification.of(name, hints);
            return new StoredFile(
                    same.orElse(upload.address()),
                    rest(),
                    name,
                    is,
                    type.mediaType(),
                    upload.size(),
                    of.bytes,
                    of.content);
        }

        private StoredFile.Rest rest() {
            if (same.isPresent()) {
                return StoredFile.Rest.SHARED;
            }
            return keep.entries() ? StoredFile.Rest.STORED : StoredFile.Rest.DROPPED;
        }
    }

    /** The digests without the page they were made from. */
    private record Digested(Sha256 bytes, Sha256 content) {
        Digested(ContentDigest.Result result) {
            this(result.bytes(), result.content());
        }
    }
}
