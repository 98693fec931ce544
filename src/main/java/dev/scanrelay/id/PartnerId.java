package dev.scanrelay.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A DPMS vendor that owns pairings, keys and topics: 1 to 32 lower-case letters, digits or {@code -}. One by default. */
@Schema(
        type = SchemaType.STRING,
        pattern = "[a-z0-9][a-z0-9-]{0,31}",
        description = "A vendor of practice software.",
        examples = "default")
public record PartnerId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    public static final PartnerId DEFAULT = new PartnerId("default");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PartnerId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a partner is 1 to 32 lower-case letters, digits or -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
