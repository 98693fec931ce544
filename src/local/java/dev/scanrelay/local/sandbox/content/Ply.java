package dev.scanrelay.local.sandbox.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Binary little-endian PLY with a colour per vertex, as restorative exports carry it. */
public final class Ply {

    private static final int VERTEX = 15;
    private static final int FACE = 13;
    private static final int TILE_ROWS = 1000;

    private Ply() {}

    public static Content arch(long seed, boolean upper, long targetBytes) {
        return of(seed, upper, rows(targetBytes), false);
    }

    /** Of a mesh without a base that has about so many bytes. */
    static long rows(long targetBytes) {
        return Math.max(8, targetBytes / ((Arch.ACROSS + 1L) * VERTEX + 2L * Arch.ACROSS * FACE));
    }

    static Content of(long seed, boolean upper, long rows, boolean solid) {
        var arch = new Arch(seed, upper, (int) Math.min(rows, TILE_ROWS), solid);
        long tiles = rows / arch.rows();
        var vertices = vertices(arch);
        var faces = faces(arch);
        return Joined.of(
                header(vertices.size() / VERTEX * tiles, faces.size() / FACE * tiles),
                new Repeated(vertices, vertices.size() * tiles),
                new Repeated(faces, faces.size() * tiles));
    }

    private static Bytes header(long vertices, long faces) {
        return new Bytes("""
                ply
                format binary_little_endian 1.0
                element vertex %d
                property float x
                property float y
                property float z
                property uchar red
                property uchar green
                property uchar blue
                element face %d
                property list uchar int vertex_indices
                end_header
                """.formatted(vertices, faces).getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes vertices(Arch arch) {
        var bytes = new byte[(arch.rows() + 1) * (arch.across() + 1) * VERTEX];
        var to = littleEndian(bytes);
        for (int row = 0; row <= arch.rows(); row++) {
            float[] points = arch.row(row);
            for (int i = 0; i < points.length; i += 3) {
                int colour = arch.colour(points[i + 2]);
                to.putFloat(points[i]).putFloat(points[i + 1]).putFloat(points[i + 2]);
                to.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
            }
        }
        return new Bytes(bytes);
    }

    private static Bytes faces(Arch arch) {
        int points = arch.across() + 1;
        var bytes = new byte[arch.rows() * arch.trianglesPerRow() * FACE];
        var to = littleEndian(bytes);
        for (int row = 0; row < arch.rows(); row++) {
            for (int i = 0; i < arch.across(); i++) {
                int here = row * points + i;
                int next = here + points;
                to.put((byte) 3).putInt(here).putInt(next).putInt(here + 1);
                to.put((byte) 3).putInt(here + 1).putInt(next).putInt(next + 1);
            }
        }
        return new Bytes(bytes);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
