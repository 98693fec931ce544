package dev.scanrelay.local.sandbox.content;

import java.util.SplittableRandom;
import java.util.UUID;

/** Numbers, ids and generators that follow from a seed and from what they are for. */
public final class Seed {

    private Seed() {}

    public static long of(long seed, Object... purpose) {
        long mixed = mix(seed);
        for (Object part : purpose) {
            mixed = mix(mixed ^ hash(part));
        }
        return mixed;
    }

    public static SplittableRandom random(long seed, Object... purpose) {
        return new SplittableRandom(of(seed, purpose));
    }

    /** A version 4 GUID in its usual lower-case form. */
    public static String guid(long seed, Object... purpose) {
        long high = of(seed, purpose);
        long low = mix(high);
        return new UUID((high & ~0xF000L) | 0x4000L, (low & ~(3L << 62)) | (2L << 62)).toString();
    }

    private static long hash(Object part) {
        if (part instanceof Number number) {
            return number.longValue();
        }
        long hash = 0xcbf29ce484222325L;
        for (char c : part.toString().toCharArray()) {
            hash = (hash ^ c) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
