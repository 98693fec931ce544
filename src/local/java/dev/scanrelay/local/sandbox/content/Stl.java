package dev.scanrelay.local.sandbox.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Binary STL: 80 bytes of header, the number of triangles, 50 bytes for each. */
public final class Stl {

    static final int TRIANGLE = 50;
    static final int HEAD = 84;
    /** One tile of mesh is held in memory at most; a larger mesh repeats it. */
    private static final int TILE_ROWS = 1000;

    private Stl() {}

    /** A mesh of about {@code targetBytes}; {@code header} is cut or padded to 80 bytes. */
    public static Content arch(long seed, boolean upper, long targetBytes, String header) {
        return of(seed, upper, rows(targetBytes), false, header);
    }

    static Content of(long seed, boolean upper, long rows, boolean solid, String header) {
        var arch = new Arch(seed, upper, (int) Math.min(rows, TILE_ROWS), solid);
        long triangles = Math.min(rows * arch.trianglesPerRow(), 0xFFFFFFFFL);
        return Joined.of(head(header, triangles), new Repeated(tile(arch), triangles * TRIANGLE));
    }

    /** Of a mesh without a base that has about so many bytes. */
    static long rows(long targetBytes) {
        return Math.max(8, (targetBytes - HEAD) / TRIANGLE / (2 * Arch.ACROSS));
    }

    private static Bytes head(String header, long triangles) {
        var bytes = new byte[HEAD];
        var head = littleEndian(bytes);
        var text = header.getBytes(StandardCharsets.US_ASCII);
        head.put(text, 0, Math.min(80, text.length));
        head.putInt(80, (int) triangles);
        return new Bytes(bytes);
    }

    private static Bytes tile(Arch arch) {
        var bytes = new byte[arch.rows() * arch.trianglesPerRow() * TRIANGLE];
        var tile = littleEndian(bytes);
        float[] here = arch.row(0);
        for (int row = 1; row <= arch.rows(); row++) {
            float[] next = arch.row(row);
            for (int i = 0; i < 3 * arch.across(); i += 3) {
                triangle(tile, here, i, next, i, here, i + 3);
                triangle(tile, here, i + 3, next, i, next, i + 3);
            }
            here = next;
        }
        return new Bytes(bytes);
    }

    private static void triangle(ByteBuffer to, float[] a, int i, float[] b, int j, float[] c, int k) {
        float ux = b[j] - a[i], uy = b[j + 1] - a[i + 1], uz = b[j + 2] - a[i + 2];
        float vx = c[k] - a[i], vy = c[k + 1] - a[i + 1], vz = c[k + 2] - a[i + 2];
        float nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
        float length = (float) Math.max(1e-12, Math.sqrt(nx * nx + ny * ny + nz * nz));
        to.putFloat(nx / length).putFloat(ny / length).putFloat(nz / length);
        to.putFloat(a[i]).putFloat(a[i + 1]).putFloat(a[i + 2]);
        to.putFloat(b[j]).putFloat(b[j + 1]).putFloat(b[j + 2]);
        to.putFloat(c[k]).putFloat(c[k + 1]).putFloat(c[k + 2]);
        to.putShort((short) 0);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
