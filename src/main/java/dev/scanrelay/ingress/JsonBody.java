package dev.scanrelay.ingress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.scanrelay.ingress.Ids.Field;
import java.io.IOException;
import java.util.Optional;

/** A JSON object with the ids at its top, token by token: nothing is built of what is not asked for. */
final class JsonBody {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // names are the sender's: nothing of them is kept
            .build();

    private JsonBody() {}

    static void read(String text, Ids into) throws UnreadableBody {
        try (JsonParser parser = JSON.createParser(text)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                readField(parser, into);
            }
            expect(parser.currentToken() == JsonToken.END_OBJECT);
            expect(parser.nextToken() == null);
        } catch (IOException malformed) {
            throw new UnreadableBody(Refusal.MALFORMED);
        }
    }

    private static void readField(JsonParser parser, Ids into) throws IOException, UnreadableBody {
        Optional<Field> field = Ids.field(parser.currentName());
        JsonToken value = parser.nextToken();
        if (field.isEmpty()) {
            parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) { // null is as good as left out
            into.put(field.get(), scalar(parser, field.get()));
        }
    }

    private static String scalar(JsonParser parser, Field field) throws IOException, UnreadableBody {
        return switch (field) {
            case RX_ID -> {
                expect(parser.currentToken() == JsonToken.VALUE_STRING, Refusal.RX_ID_INVALID);
                yield parser.getText();
            }
            case ACCOUNT -> {
                boolean number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
                expect(number || parser.currentToken() == JsonToken.VALUE_STRING, Refusal.ACCOUNT_INVALID);
                String text = parser.getText();
                expect(!number || text.charAt(0) != '-', Refusal.ACCOUNT_INVALID);
                yield text;
            }
        };
    }

    private static void expect(boolean condition) throws UnreadableBody {
        expect(condition, Refusal.MALFORMED);
    }

    private static void expect(boolean condition, Refusal otherwise) throws UnreadableBody {
        if (!condition) {
            throw new UnreadableBody(otherwise);
        }
    }
}
