package dev.scanrelay.local.sandbox.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The files whose bytes belong to the scan and not to the download: meshes, pictures, margin lines. */
final class FrozenFiles {

    private static final Cache<Object, List<ExportFile>> MADE = new Cache<>(48);
    private static final Cache<Object, Bytes> PICTURES = new Cache<>(256);
    private static final long LARGEST_DEFLATED = 8L << 20;

    private final Export export;
    private final Build build;
    private final long id;

    private FrozenFiles(Export export, Build build) {
        this.export = export;
        this.build = build;
        this.id = export.subject().orderId();
    }

    static List<ExportFile> of(Export export, Build build) {
        var files = new FrozenFiles(export, build);
        boolean fresh = build.freshHeaders() || build.freshImages();
        return fresh ? files.make() : MADE.get(export, () -> files.make());
    }

    private List<ExportFile> make() {
        var files = new ArrayList<ExportFile>();
        if (export.isOrtho()) {
            addOrtho(files);
        } else {
            addRestorative(files);
        }
        return List.copyOf(files);
    }

    private void addOrtho(List<ExportFile> files) {
        if (export.plan().imageWidth() > 0) {
            files.add(image("gallery_#" + id + ".jpg", View.GALLERY));
            for (View view : List.of(View.FRONT, View.LEFT, View.RIGHT, View.UPPER, View.LOWER)) {
                var side = view.name().toLowerCase(Locale.ROOT);
                files.add(image("gallery_#%d_penta_%s_m.jpg".formatted(id, side), view));
            }
        }
        files.add(ExportFile.mesh(true, mesh(true, "_shell_occlusion_u")));
        files.add(ExportFile.mesh(false, mesh(false, "_shell_occlusion_l")));
    }

    private void addRestorative(List<ExportFile> files) {
        files.add(ExportFile.mesh(true, mesh(true, "_UpperJawScan")));
        files.add(ExportFile.mesh(false, mesh(false, "_LowerJawScan")));
        if (export.plan().imageWidth() > 0) {
            files.add(ExportFile.of("Texture", jpeg(id + "_texture_u.jpg", View.UPPER)));
            files.add(ExportFile.of("Texture", jpeg(id + "_texture_l.jpg", View.LOWER)));
        }
        files.add(ExportFile.of("MarginLine", margin(16)));
        files.add(ExportFile.of("MarginLine", margin(26)));
        var pdf = Pdf.rx(export.subject());
        files.add(ExportFile.of("Rx", ZipPart.deflated("iTero_Rx_" + id + ".pdf", pdf)));
    }

    /** The same triangles in whatever format: as many as the scan has. */
    private ZipPart mesh(boolean upper, String name) {
        boolean solid = export.plan().meshes().solid();
        long bytes = export.plan().bytes() / 2;
        long rows = export.isOrtho() ? Stl.rows(bytes) : Ply.rows(bytes);
        var stem = id + name + (solid ? "_solid" : "");
        return switch (export.plan().format()) {
            case STL -> mesh(stem + ".stl", Stl.of(meshSeed(upper), upper, rows, solid, build.header()));
            case PLY -> mesh(stem + ".ply", Ply.of(meshSeed(upper), upper, rows, solid));
        };
    }

    private long meshSeed(boolean upper) {
        return export.seedOf(upper ? "upper" : "lower", export.versions().mesh());
    }

    private ZipPart mesh(String name, Content mesh) {
        boolean stored = export.plan().stored() || mesh.size() > LARGEST_DEFLATED;
        return stored ? ZipPart.stored(name, mesh) : ZipPart.deflated(name, InMemory.copy(mesh));
    }

    /** A closed curve around one prepared tooth, a point per line. */
    private ZipPart margin(int tooth) {
        var random = Seed.random(export.seedOf("margin", export.versions().margin()), tooth);
        double size = 3.6 + random.nextDouble();
        var text = new StringBuilder("# margin line of tooth " + tooth + "\n");
        for (int i = 0; i < 120; i++) {
            double angle = 2 * Math.PI * i / 120;
            double x = size * StrictMath.cos(angle);
            double y = size * 1.15 * StrictMath.sin(angle);
            double z = 0.4 * StrictMath.sin(3 * angle) + 0.05 * random.nextDouble();
            text.append(String.format(Locale.ROOT, "%.4f %.4f %.4f\n", x, y, z));
        }
        return ZipPart.deflated("%d_MarginLine_%d.xyz".formatted(id, tooth), Bytes.utf8(text.toString()));
    }

    private ExportFile image(String name, View view) {
        return ExportFile.of("Image", jpeg(name, view));
    }

    private ZipPart jpeg(String name, View view) {
        return ZipPart.stored(name, picture(export, view, build));
    }

    static Bytes picture(Export export, View view, Build build) {
        int width = Math.max(160, export.plan().imageWidth());
        long seed = export.seedOf("images", export.versions().images());
        record Key(long seed, View view, int width) {}
        var picture = PICTURES.get(new Key(seed, view, width), () -> Picture.jpeg(seed, view, width));
        return Picture.withComment(picture, build.comment());
    }
}
