package dev.scanrelay.leaks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message as text to be searched, whatever its kind: a line for each field. Texts are as they were written, so that names with letters beyond
 * ASCII are found; numbers, times and ids are in digits, as some of their bytes spell a short name by chance.
 */
public final class ProtobufText {

    private static final Set<Integer> ID_BYTES = Set.of(8, 16); // of spans and traces

    private ProtobufText() {}

    /** All that it says. */
    public static String of(byte[] message) {
        return nested(ByteString.copyFrom(message))
                .orElseThrow(() -> new IllegalArgumentException("not a message"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Optional<Stream<String>> nested(ByteString bytes) {
        try {
            return Optional.of(
                    UnknownFieldSet.parseFrom(bytes).asMap().values().stream().flatMap(ProtobufText::lines));
        } catch (InvalidProtocolBufferException noMessage) {
            return Optional.empty();
        }
    }

    private static Stream<String> lines(UnknownFieldSet.Field field) {
        Stream<String> numbers = Stream.of(
                        field.getVarintList().stream(),
                        field.getFixed64List().stream(),
                        field.getFixed32List().stream())
                .flatMap(values -> values.map(String::valueOf));
        return Stream.concat(numbers, field.getLengthDelimitedList().stream().flatMap(ProtobufText::lines));
    }

    // What may be a text and a message is both.
    private static Stream<String> lines(ByteString bytes) {
        Optional<Stream<String>> message = nested(bytes);
        if (bytes.isValidUtf8()) {
            return Stream.concat(Stream.of(bytes.toStringUtf8()), message.orElse(Stream.empty()));
        }
        return message.orElseGet(() -> Stream.of(
                ID_BYTES.contains(bytes.size())
                        ? HexFormat.of().formatHex(bytes.toByteArray())
                        : bytes.toString(StandardCharsets.ISO_8859_1)));
    }
}
