package dev.scanrelay.local.sandbox.content;

import java.util.SplittableRandom;

/** Teeth as a height field on the picture's plane, shaded by its slope. */
final class Relief {

    private static final int TEETH = 14;
    private static final double USUAL_HEIGHT = 270;
    private static final int BACKGROUND = 0x20262B;

    private final View view;
    private final double[] sizes = new double[TEETH];
    private final double tone;

    Relief(long seed, View view) {
        this.view = view;
        var random = new SplittableRandom(seed);
        for (int i = 0; i < TEETH; i++) {
            sizes[i] = 0.85 + 0.3 * random.nextDouble();
        }
        tone = 0.94 + 0.12 * random.nextDouble();
    }

    int[] shade(int width, int height) {
        var heights = heights(width, height);
        var pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            double left = i % width == 0 ? heights[i] : heights[i - 1];
            double above = i < width ? heights[i] : heights[i - width];
            // The slope is per pixel: what counts is how steep it is on a picture of the usual height.
            pixels[i] = pixel(heights[i], (2 * heights[i] - left - above) * height / USUAL_HEIGHT);
        }
        return pixels;
    }

    private double[] heights(int width, int height) {
        var heights = new double[width * height];
        for (int i = 0; i < heights.length; i++) {
            double x = 2.0 * (i % width) - width;
            double y = 2.0 * (i / width) - height;
            heights[i] = at(x / height, y / height);
        }
        return heights;
    }

    private int pixel(double here, double slope) {
        if (here <= 0) {
            return BACKGROUND;
        }
        double light = 0.78 + 1.1 * slope;
        double enamel = Math.clamp((here - 0.35) * 6, 0, 1);
        return colour(Math.clamp(light * tone, 0.25, 1.08), enamel);
    }

    private static int colour(double light, double enamel) {
        int red = channel(light * (200 + enamel * 36));
        int green = channel(light * (112 + enamel * 114));
        int blue = channel(light * (108 + enamel * 96));
        return red << 16 | green << 8 | blue;
    }

    private static int channel(double value) {
        return (int) Math.clamp(value, 0, 255);
    }

    private double at(double x, double y) {
        return switch (view) {
            case GALLERY -> both(x, y);
            case UPPER -> occlusal(x, y + 0.62);
            case LOWER -> occlusal(x, 0.62 - y);
            case FRONT -> Math.max(facial(x, y + 0.24, 1), facial(x, 0.24 - y, 1));
            case LEFT -> Math.max(facial(x + 0.5, y + 0.24, 1.3), facial(x + 0.5, 0.24 - y, 1.3));
            case RIGHT -> Math.max(facial(x - 0.5, y + 0.24, 1.3), facial(x - 0.5, 0.24 - y, 1.3));
        };
    }

    /** The upper arch on the left, the lower one on the right. */
    private double both(double x, double y) {
        double near = Math.abs(x) * 1.2 - 1.06;
        return x < 0 ? occlusal(near, 1.2 * y + 0.62) : occlusal(near, 0.62 - 1.2 * y);
    }

    /** Seen along the teeth: a horseshoe of bumps. */
    private double occlusal(double x, double y) {
        double along = StrictMath.atan2(x / 0.85, y) / 1.75;
        double radius = StrictMath.sqrt(x * x / 0.7225 + y * y * 0.62);
        double across = (radius - 0.86) / 0.26;
        if (Math.abs(along) >= 1 || Math.abs(across) >= 1) {
            return 0;
        }
        double place = (along + 1) / 2 * TEETH;
        int tooth = Math.min(TEETH - 1, (int) place);
        double inTooth = 2 * (place - tooth) - 1;
        double crown = 0.42 * sizes[tooth] * (1 - inTooth * inTooth * inTooth * inTooth);
        double narrow = across * across / 0.6;
        return 0.3 * (1 - across * across) + 0.05 + (narrow >= 1 ? 0 : crown * (1 - narrow * narrow));
    }

    /** Seen from outside: crowns above a band of gum. */
    private double facial(double x, double y, double zoom) {
        double place = (x / zoom + 1.05) / 2.1 * TEETH;
        if (place < 0 || place >= TEETH || y > 0.24 || y < -0.5) {
            return 0;
        }
        int tooth = (int) place;
        double inTooth = 2 * (place - tooth) - 1;
        double inCrown = (y + 0.02) / (0.24 * sizes[tooth]);
        double round = 1 - inTooth * inTooth * inTooth * inTooth * 0.6;
        boolean crown = inCrown > -0.55 + 0.35 * inTooth * inTooth && inCrown < 0.98 * round;
        double gum = 0.3 * (1 - Math.abs(y + 0.14) / 0.5) + 0.02;
        return crown ? 0.42 + 0.25 * round * (1 - inCrown * inCrown * 0.4) : gum;
    }
}
