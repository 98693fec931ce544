package dev.scanrelay.local.sandbox.content;

import java.util.SplittableRandom;

/**
 * A dental arch as a strip of {@code rows} x {@value #ACROSS} squares along an ellipse, fourteen teeth on it, in millimetres. Each
 * seed has teeth of its own.
 */
final class Arch {

    static final int ACROSS = 48;
    /** Points that close a cross-section below: two of the base, and the first one again. */
    private static final int BASE = 3;

    private static final double BASE_HEIGHT = -2;
    private static final int TEETH = 14;
    private static final double REACH = 1.45;

    private final int rows;
    private final boolean upper;
    private final boolean solid;
    private final double[] crowns = new double[TEETH];
    private final double[] leans = new double[TEETH];
    private final double[] roughness = new double[61];

    /** @param solid with a low base that closes it below and along its sides */
    Arch(long seed, boolean upper, int rows, boolean solid) {
        this.rows = rows;
        this.upper = upper;
        this.solid = solid;
        var random = new SplittableRandom(seed);
        for (int i = 0; i < TEETH; i++) {
            crowns[i] = 6.0 + 2.5 * random.nextDouble();
            leans[i] = 1.4 * (random.nextDouble() - 0.5);
        }
        for (int i = 0; i < roughness.length; i++) {
            roughness[i] = 0.08 * (random.nextDouble() - 0.5);
        }
    }

    int rows() {
        return rows;
    }

    /** Squares of one row; it has a point more. */
    int across() {
        return solid ? ACROSS + BASE : ACROSS;
    }

    int trianglesPerRow() {
        return 2 * across();
    }

    /** The vertices of one row: x, y, z of each of its points. */
    float[] row(int row) {
        double along = (double) row / rows;
        double angle = (2 * along - 1) * REACH;
        // StrictMath: the same bytes on every machine.
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        double place = along * TEETH;
        int tooth = Math.min(TEETH - 1, (int) place);
        double inTooth = 2 * (place - tooth) - 1;
        double width = 1 - inTooth * inTooth * inTooth * inTooth;
        var points = new float[3 * (across() + 1)];
        for (int i = 0; i <= ACROSS; i++) {
            double across = 2.0 * i / ACROSS - 1;
            double shift = 5.5 * across + leans[tooth] * width;
            double height = height(tooth, width, across, inTooth) + roughness[(row * 7 + i * 13) % roughness.length];
            points[3 * i] = (float) ((27 + shift) * sin);
            points[3 * i + 1] = (float) ((40 + shift) * cos);
            points[3 * i + 2] = z(height);
        }
        if (solid) {
            close(points);
        }
        return points;
    }

    private void close(float[] points) {
        int end = 3 * (ACROSS + 1);
        System.arraycopy(points, end - 3, points, end, 2);
        System.arraycopy(points, 0, points, end + 3, 2);
        points[end + 2] = z(BASE_HEIGHT);
        points[end + 5] = z(BASE_HEIGHT);
        System.arraycopy(points, 0, points, end + 6, 3);
    }

    private float z(double height) {
        return (float) (upper ? 14 - height : height);
    }

    private double height(int tooth, double width, double across, double inTooth) {
        double gum = 4 - 2.5 * across * across;
        double across2 = across * across / 0.55;
        double crown = across2 >= 1 ? 0 : crowns[tooth] * (1 - across2 * across2) * width;
        boolean molar = tooth < 4 || tooth >= TEETH - 4;
        double fissure = molar ? 1.6 * Math.max(0, 1 - 9 * across * across) * (1 - 0.5 * inTooth * inTooth) * width : 0;
        return gum + crown - fissure;
    }

    /** Gum or enamel, with a shade by height: 0xRRGGBB. */
    int colour(float z) {
        double height = upper ? 14 - z : z;
        double enamel = Math.clamp((height - 4.2) / 2.5, 0, 1);
        int red = (int) (196 + enamel * 44);
        int green = (int) (104 + enamel * 126);
        int blue = (int) (104 + enamel * 104);
        return red << 16 | green << 8 | blue;
    }
}
