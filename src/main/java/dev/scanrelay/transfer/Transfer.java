package dev.scanrelay.transfer;

import dev.scanrelay.content.ContentDigest;
import dev.scanrelay.content.EntryKind;
import dev.scanrelay.content.FileType;
import dev.scanrelay.transfer.TransferFailed.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** One artifact's way into the store: read once, unpack on the way, verify, and only then let it exist. */
final class Transfer {

    private final StoreRequest request;
    private final ResumingStream source;
    private final TransferScope scope;
    private final ZipLimits limits;
    private final FileType type;
    private final PartUpload whole;
    private final IncomingBytes incoming;

    Transfer(StoreRequest request, ResumingStream source, TransferScope scope, ZipLimits limits) {
        this.request = request;
        this.source = source;
        this.scope = scope;
        this.limits = limits;
        this.type = FileType.of(request.name());
        this.whole = scope.upload(address("%s/%02d-%s.%s", request.is().kind(), type.extension()), type.mediaType());
        this.incoming = new IncomingBytes(source, whole, scope, ContentDigest.of(request.name()), request.progress());
    }

    Stored run() throws IOException, InterruptedException {
        checkDeclared(source.length().orElse(request.declaredSize().orElse(0)));
        Unpacked unpacked = unpack();
        incoming.drain();
        checkDeclared(whole.size());
        StoredFile file = file(unpacked);
        if (file.rest() != StoredFile.Rest.STORED) {
            whole.drop(); // what was sent of it is given up; until here it might have had to be kept
        }
        whole.seal();
        scope.completeAll();
        return new Stored(file, incoming.crc32c(), unpacked);
    }

    private void checkDeclared(long size) {
        if (request.declaredSize().isPresent() && request.declaredSize().getAsLong() != size) {
            throw new TransferFailed(Kind.WRONG_LENGTH, "declared-size");
        }
    }

    private Unpacked unpack() throws IOException, InterruptedException {
        if (request.unpack() == UnpackPolicy.NEVER) {
            return new Unpacked.None();
        }
        ZipBytes zip = new ZipBytes(incoming);
        if (!zip.beginsAsZip()) {
            return request.unpack() == UnpackPolicy.EXPECT_ZIP
                    ? new Unpacked.Refused("not-a-zip")
                    : new Unpacked.None();
        }
        return unpack(zip);
    }

    private Unpacked unpack(ZipBytes zip) throws IOException, InterruptedException {
        Unpacker unpacker = new Unpacker(zip, incoming, limits, scope, this::entry, request.keep(), request.earlier());
        try {
            unpacker.run();
            return new Unpacked.Complete(unpacker.files());
        } catch (ZipRefused refused) {
            return refuse(unpacker, refused.reason());
        } catch (EOFException early) {
            if (source.length().isEmpty()) {
                throw new TransferFailed(Kind.TRUNCATED, "zip-ends-early", early);
            }
            return refuse(unpacker, "incomplete"); // as long as it should be: the zip itself was made so
        }
    }

    private Unpacked refuse(Unpacker unpacker, String reason) throws InterruptedException {
        scope.discard(unpacker.uploads());
        return new Unpacked.Refused(reason);
    }

    private StoredFile file(Unpacked unpacked) {
        ContentDigest.Result digests = incoming.digests();
        Optional<ObjectAddress> same = request.earlier().same(digests.bytes(), whole.size());
        boolean inEntries =
                unpacked instanceof Unpacked.Complete && !request.keep().zip();
        return new StoredFile(
                same.filter(at -> !inEntries).orElse(whole.address()),
                rest(inEntries, same.isPresent()),
                request.name(),
                request.is(),
                type.mediaType(),
                whole.size(),
                digests.bytes(),
                digests.content());
    }

    private static StoredFile.Rest rest(boolean inEntries, boolean same) {
        if (inEntries) {
            return StoredFile.Rest.DROPPED;
        }
        return same ? StoredFile.Rest.SHARED : StoredFile.Rest.STORED;
    }

    private ObjectAddress entry(int number, EntryKind kind, String extension) {
        String key = "%s/%02d/%02d-%s.%s".formatted(request.prefix(), request.number(), number, kind.wire(), extension);
        return scope.store().place().at(key);
    }

    private ObjectAddress address(String pattern, EntryKind kind, String extension) {
        String key = pattern.formatted(request.prefix(), request.number(), kind.wire(), extension);
        return scope.store().place().at(key);
    }
}
