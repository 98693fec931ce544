package dev.scanrelay.local.sandbox.content;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything that a scan's files are made of: the same record, the same bytes. */
public record Export(long seed, Subject subject, Plan plan, Versions versions) {

    public String zipName() {
        return (isOrtho() ? "OrthoCAD_Export_" : "iTero_Export_") + subject.orderId() + ".zip";
    }

    public String galleryName() {
        return "gallery_#" + subject.orderId() + ".jpg";
    }

    boolean isOrtho() {
        return plan.kind() == Plan.Kind.ORTHO;
    }

    long seedOf(String purpose, int version) {
        return Seed.of(seed, subject.orderId(), purpose, version);
    }

    /** The files of the zip: those that print the time of the build first. */
    public List<ExportFile> files(Build build) {
        var frozen = FrozenFiles.of(this, build);
        var papers = Papers.of(this, build, frozen);
        return Stream.concat(papers.stream(), frozen.stream()).toList();
    }

    public Content zip(Build build) {
        var parts = new ArrayList<>(files(build).stream().map(ExportFile::zip).toList());
        return switch (plan.variant()) {
            case PLAIN -> Zip.of(parts);
            case NOT_A_ZIP -> new Noise(seedOf("not a zip", versions.mesh()), plan.bytes());
            case ZIP_BOMB -> {
                parts.add(ZipPart.bomb("segmentation.bin", 4096));
                yield Zip.of(parts);
            }
            case DOT_DOT -> {
                parts.add(ZipPart.stored("../../../etc/cron.d/scan", Bytes.utf8("* * * * * root true\n")));
                parts.add(ZipPart.stored("..\\..\\scan.bat", Bytes.utf8("rem\n")));
                yield Zip.of(parts);
            }
            case BAD_CRC -> {
                parts.set(parts.size() - 1, parts.getLast().withWrongCrc());
                yield Zip.of(parts);
            }
            case DUPLICATE_NAMES -> {
                parts.add(ZipPart.stored(parts.getLast().name(), Bytes.utf8("another")));
                yield Zip.of(parts);
            }
        };
    }

    public Bytes gallery(Build build) {
        return FrozenFiles.picture(this, View.GALLERY, build);
    }

    public Content raw(String type) {
        return new Noise(seedOf(type, versions.mesh()), plan.rawBytes());
    }
}
