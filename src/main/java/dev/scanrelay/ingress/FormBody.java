package dev.scanrelay.ingress;

import dev.scanrelay.ingress.Ids.Field;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A form with the ids among its fields. An empty value is as good as left out. */
final class FormBody {

    private FormBody() {}

    static void read(String text, Ids into) throws UnreadableBody {
        try {
            for (String pair : text.split("&", -1)) {
                readPair(pair, into);
            }
        } catch (IllegalArgumentException malformedEscape) {
            throw new UnreadableBody(Refusal.MALFORMED);
        }
    }

    private static void readPair(String pair, Ids into) throws UnreadableBody {
        int equals = pair.indexOf('=');
        Optional<Field> field = Ids.field(decoded(equals < 0 ? pair : pair.substring(0, equals)));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        if (field.isPresent() && !value.isBlank()) {
            into.put(field.get(), value);
        }
    }

    private static String decoded(String escaped) {
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }
}
