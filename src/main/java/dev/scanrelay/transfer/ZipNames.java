package dev.scanrelay.transfer;

import dev.scanrelay.content.VendorName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names in one zip: read as UTF-8 where they are, and refused where they mean harm. */
final class ZipNames {

    private static final int LONGEST = 255;
    private static final int DEEPEST = 8;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private final Set<String> seen = new HashSet<>();

    /**
     * A name as the zip spells it. Many writers store UTF-8 without saying so: what was read byte by byte is UTF-8 if it can be.
     */
    static String decoded(String name) {
        if (name.chars().anyMatch(unit -> unit > 0xFF) || name.chars().allMatch(unit -> unit < 0x80)) {
            return name;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return name;
        }
    }

    /** The name of an entry, folder or file, that is safe and the first of its kind. */
    VendorName admit(String name) throws ZipRefused {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        if (path.length() > LONGEST) {
            throw new ZipRefused("name-too-long");
        }
        if (path.chars().anyMatch(unit -> unit < ' ' || unit == 0x7F) || path.indexOf('\\') >= 0) {
            throw new ZipRefused("unsafe-name");
        }
        if (path.isEmpty() || path.startsWith("/") || DRIVE.matcher(path).matches()) {
            throw new ZipRefused("unsafe-name");
        }
        checkSteps(path.split("/", -1));
        if (!seen.add(path.toLowerCase(Locale.ROOT))) {
            throw new ZipRefused("duplicate-name");
        }
        return new VendorName(path);
    }

    private static void checkSteps(String[] steps) throws ZipRefused {
        if (steps.length > DEEPEST) {
            throw new ZipRefused("too-deep");
        }
        for (String step : steps) {
            if (step.isEmpty() || step.equals(".") || step.equals("..")) {
                throw new ZipRefused("unsafe-name");
            }
        }
    }
}
