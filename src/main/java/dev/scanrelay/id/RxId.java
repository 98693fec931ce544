package dev.scanrelay.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The id of an RX at Align: a GUID, kept in lower case with dashes and without braces, so that every spelling of one RX is
 * equal. It is not an order id.
 */
@Schema(
        type = SchemaType.STRING,
        description = "The id of an RX at Align: a GUID, in any spelling; answers have lower case and dashes.",
        examples = "1f0e8a52-6c3b-4f6d-9a57-1f2b7c9d4e10")
public record RxId(@JsonValue String value) {

    private static final Pattern GUID =
            Pattern.compile("([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RxId {
        value = normalised(value);
    }

    private static String normalised(String spelling) {
        if (spelling.length() > 64) {
            throw new IllegalArgumentException("an RxID is a GUID");
        }
        Matcher guid = GUID.matcher(withoutBraces(spelling.strip()).toLowerCase(Locale.ROOT));
        if (!guid.matches()) {
            throw new IllegalArgumentException("an RxID is a GUID");
        }
        return guid.replaceFirst("$1-$2-$3-$4-$5");
    }

    private static String withoutBraces(String spelling) {
        boolean braced = spelling.startsWith("{") && spelling.endsWith("}") && spelling.length() > 1;
        return braced ? spelling.substring(1, spelling.length() - 1) : spelling;
    }

    @Override
    public String toString() {
        return value;
    }
}
