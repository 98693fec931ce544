package dev.scanrelay.local.sandbox.content;

/** The CRC-32 of two texts joined, from the CRC of each: zlib's crc32_combine, multiplication of polynomials over GF(2). */
final class Crcs {

    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int ONE = 1 << 31;
    private static final int[] POWERS = powers();

    private Crcs() {}

    static long combine(long first, long second, long lengthOfSecond) {
        return Integer.toUnsignedLong(multiply(shift(lengthOfSecond), (int) first) ^ (int) second);
    }

    /** x to the power 8 * bytes. */
    private static int shift(long bytes) {
        int product = ONE;
        int power = 3;
        for (long left = bytes; left != 0; left >>>= 1) {
            if ((left & 1) == 1) {
                product = multiply(POWERS[power & 31], product);
            }
            power++;
        }
        return product;
    }

    private static int multiply(int a, int b) {
        int product = 0;
        int term = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= term;
            }
            term = (term & 1) == 0 ? term >>> 1 : (term >>> 1) ^ POLYNOMIAL;
        }
        return product;
    }

    private static int[] powers() {
        int[] powers = new int[32];
        powers[0] = 1 << 30;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = multiply(powers[i - 1], powers[i - 1]);
        }
        return powers;
    }
}
