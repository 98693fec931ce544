package dev.scanrelay.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A clinic's account number at Align, also called company on the wire: 1 to 32 letters, digits, {@code -} or {@code _}.
 * Opaque to us; Align's are numbers of six to nine digits.
 */
@Schema(
        type = SchemaType.STRING,
        pattern = "[A-Za-z0-9_-]{1,32}",
        description = "The clinic's account number at Align.",
        examples = "104233")
public record AccountId(@JsonValue String value) implements Comparable<AccountId> {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("an account is 1 to 32 letters, digits, - or _");
        }
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
