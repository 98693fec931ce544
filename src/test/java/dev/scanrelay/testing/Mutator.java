package dev.scanrelay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Spoils bytes: flips, cuts, doubles, truncates them, and puts words in that have broken parsers before. */
public final class Mutator {

    private static final List<byte[]> WORDS = Stream.concat(
                    Stream.of(
                                    "null",
                                    "true",
                                    "-0",
                                    "1e999999999",
                                    "-1",
                                    "0x1",
                                    "NaN",
                                    "9".repeat(40),
                                    "9".repeat(1_100),
                                    "1." + "0".repeat(900) + "1",
                                    "\"",
                                    "\"\"",
                                    "\\",
                                    "\\u0000",
                                    "\\ud800",
                                    "\\u00e9",
                                    "\\u",
                                    "{",
                                    "}",
                                    "[",
                                    "]",
                                    "{}",
                                    "[]",
                                    ":",
                                    ",",
                                    "//",
                                    "/**/",
                                    "#",
                                    "[".repeat(30),
                                    "{\"a\":".repeat(30),
                                    "[".repeat(2_000),
                                    "&",
                                    "=",
                                    "%",
                                    "%zz",
                                    "%c3",
                                    "%00",
                                    "%u0041",
                                    "+",
                                    ";",
                                    "\u0000",
                                    "\r\n",
                                    "\ufeff",
                                    "\u202e",
                                    "\u0130",
                                    "\ud83d\ude00",
                                    "a".repeat(300),
                                    "a".repeat(9_000),
                                    "{0f8fad5b}",
                                    "__proto__",
                                    "\"rxId\":\"\",",
                                    "\"companyId\":2,",
                                    "&companyId=2",
                                    "\"artifacts\":[null],",
                                    "\"orderId\":{},",
                                    "+999999999-12-31T23:59:59-18:00",
                                    "../",
                                    "C:",
                                    "%s%n",
                                    "${x}")
                            .map(word -> word.getBytes(UTF_8)),
                    Stream.of(bytes(0xC0, 0x80), bytes(0xED, 0xA0, 0x80), bytes(0xF5), bytes(0xFF, 0xFE), bytes(0x80)))
            .toList();

    private Mutator() {}

    /** One to six changes. */
    public static byte[] mutated(Random random, byte[] good) {
        byte[] bytes = good;
        for (int change = random.nextInt(6); change >= 0; change--) {
            bytes = changed(random, bytes);
        }
        return bytes;
    }

    /** Bytes without any sense. */
    public static byte[] noise(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    public static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] changed(Random random, byte[] bytes) {
        if (bytes.length == 0) {
            return one(random, WORDS);
        }
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(24));
        return switch (random.nextInt(7)) {
            case 0 -> with(bytes, from, bytes[from] ^ (1 << random.nextInt(8)));
            case 1 -> with(bytes, from, random.nextInt(256));
            case 2 -> spliced(bytes, from, to, new byte[0]);
            case 3 -> spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
            case 4 -> spliced(bytes, from, from, one(random, WORDS));
            case 5 -> spliced(bytes, from, to, one(random, WORDS));
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, from) : with(bytes, from, ' ');
        };
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + in.length);
        out.write(bytes, 0, from);
        out.writeBytes(in);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int at = 0; at < values.length; at++) {
            bytes[at] = (byte) values[at];
        }
        return bytes;
    }
}
