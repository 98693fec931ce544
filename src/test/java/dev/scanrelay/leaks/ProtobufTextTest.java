package dev.scanrelay.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProtobufTextTest {

    private final LeakScan scan = LeakScan.of(List.of("name\tWójcik", "name\tAnn"));

    @Test
    void showsATextWhereverItIs() {
        UnknownFieldSet attribute =
                message(1, text("patient"), 2, message(1, text("seen by Ann")).toByteString());
        UnknownFieldSet span = message(2, id(0xB5), 5, text("Wójcik"), 9, attribute.toByteString());

        assertThat(found(message(1, message(2, span.toByteString()).toByteString())))
                .containsExactlyInAnyOrder("Ann", "Wójcik");
    }

    @Test
    void showsATextThatIsNoMessageAndNotInOurAlphabet() {
        assertThat(found(message(
                        1,
                        ByteString.copyFromUtf8("it was Ann ").concat(ByteString.copyFrom(new byte[] {(byte) 0xFF})))))
                .containsExactly("Ann");
    }

    @Test
    void showsNoWordsThatTimesAndIdsSpellByChance() {
        long spells = 0x00_41_6E_6E_00_00_00_B5L; // Ann
        UnknownFieldSet span = UnknownFieldSet.newBuilder()
                .mergeFrom(message(1, id(0xFF)))
                .addField(7, Field.newBuilder().addFixed64(spells).build())
                .addField(
                        8,
                        Field.newBuilder().addFixed64(Long.reverseBytes(spells)).build())
                .build();

        assertThat(found(span)).isEmpty();
        assertThat(ProtobufText.of(span.toByteArray())).contains("ff416e6e00000000ff416e6e00000000");
    }

    private List<String> found(UnknownFieldSet message) {
        return ProtobufText.of(message.toByteArray())
                .lines()
                .flatMap(scan::in)
                .distinct()
                .toList();
    }

    private static ByteString id(int first) {
        byte[] half = {(byte) first, 'A', 'n', 'n', 0, 0, 0, 0};
        return ByteString.copyFrom(half).concat(ByteString.copyFrom(half));
    }

    private static ByteString text(String text) {
        return ByteString.copyFromUtf8(text);
    }

    /** Numbers of fields, each with its bytes. */
    private static UnknownFieldSet message(Object... fields) {
        UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
        Stream.iterate(0, i -> i < fields.length, i -> i + 2)
                .forEach(i -> message.mergeField(
                        (int) fields[i],
                        Field.newBuilder()
                                .addLengthDelimited((ByteString) fields[i + 1])
                                .build()));
        return message.build();
    }
}
