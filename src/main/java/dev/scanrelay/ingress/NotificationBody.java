package dev.scanrelay.ingress;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the two ids out of a body of unknown make. */
final class NotificationBody {

    private static final Pattern FOREIGN_CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*(?!\"?utf-?8\"?\\s*(;|$))", Pattern.CASE_INSENSITIVE);
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private NotificationBody() {}

    static Reading read(Delivery delivery) {
        try {
            Ids ids = new Ids();
            switch (form(delivery)) {
                case JSON -> JsonBody.read(text(delivery.body()), ids);
                case FORM -> FormBody.read(text(delivery.body()), ids);
            }
            return ids.reading();
        } catch (UnreadableBody unreadable) {
            return new Reading.Unreadable(unreadable.why());
        }
    }

    private enum Form {
        JSON,
        FORM
    }

    private static Form form(Delivery delivery) throws UnreadableBody {
        String type = delivery.header("Content-Type").orElse("");
        if (isEncoded(delivery.header("Content-Encoding"))
                || FOREIGN_CHARSET.matcher(type).find()) {
            throw new UnreadableBody(Refusal.CONTENT_TYPE);
        }
        return form(mediaType(type));
    }

    private static Form form(String mediaType) throws UnreadableBody {
        if (mediaType.equals("application/json")
                || (mediaType.startsWith("application/") && mediaType.endsWith("+json"))) {
            return Form.JSON;
        }
        if (mediaType.equals("application/x-www-form-urlencoded")) {
            return Form.FORM;
        }
        throw new UnreadableBody(Refusal.CONTENT_TYPE);
    }

    private static boolean isEncoded(Optional<String> contentEncoding) {
        return contentEncoding
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent();
    }

    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String text(byte[] body) throws UnreadableBody {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableBody(Refusal.MALFORMED);
        }
    }
}
