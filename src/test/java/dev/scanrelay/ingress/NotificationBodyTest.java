package dev.scanrelay.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NotificationBodyTest {

    private static final String RX = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final Reading IDS = new Reading.Ids(new RxId(RX), new AccountId("104233"));
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    @ParameterizedTest
    @MethodSource("spellings")
    void readsEverySpelling(String rxField, String accountField) {
        String number = "{\"%s\":\"%s\",\"%s\":104233}".formatted(rxField, RX, accountField);
        String text = "{\"%s\":\"104233\",\"%s\":\"{%s}\"}".formatted(accountField, rxField, RX.toUpperCase());
        String form = "%s=%%7B%s%%7D&%s=104233".formatted(rxField, RX, accountField);

        assertThat(read(JSON, number)).isEqualTo(IDS);
        assertThat(read("application/vnd.align+json; charset=UTF-8", text)).isEqualTo(IDS);
        assertThat(read(FORM, form)).isEqualTo(IDS);
    }

    static Stream<Arguments> spellings() {
        return Stream.of("rxId", "RXID", "RxID", "rxID", "rx_id")
                .flatMap(rx -> Stream.of("companyId", "companyID", "accountNumber", "accountId", "account")
                        .map(account -> Arguments.of(rx, account)));
    }

    @Test
    void ignoresOtherFieldsOfAnyShape() {
        assertThat(read(JSON, """
                                {"event":{"rxId":"no","deep":[1,{"companyId":2}]},"rxId":"%s","none":null,
                                 "companyId":104233,"more":[[],{}],"account":null}""".formatted(RX))).isEqualTo(IDS);
        assertThat(read(FORM, "x=%F0%9F&&=&rxId=" + RX + "&account=&companyId=104233&flag"))
                .isEqualTo(IDS);
    }

    @Test
    void takesAnIdTwiceIfBothSayTheSame() {
        assertThat(read(
                        JSON,
                        "{\"rxId\":\"%s\",\"RXID\":\"{%s}\",\"account\":104233,\"companyId\":\"104233\"}"
                                .formatted(RX, RX)))
                .isEqualTo(IDS);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void saysWhatIsWrong(Refusal why, String type, String body) {
        assertThat(read(type, body)).isEqualTo(new Reading.Unreadable(why));
    }

    static Stream<Arguments> unreadable() {
        String rx = "\"rxId\":\"" + RX + "\"";
        String nested = "[".repeat(5000);
        return Stream.of(
                Arguments.of(Refusal.CONTENT_TYPE, "text/plain", "{}"),
                Arguments.of(Refusal.CONTENT_TYPE, "", "{}"),
                Arguments.of(Refusal.CONTENT_TYPE, "application/json; charset=iso-8859-1", "{}"),
                Arguments.of(Refusal.CONTENT_TYPE, "multipart/form-data; boundary=x", "--x"),
                Arguments.of(Refusal.MALFORMED, JSON, ""),
                Arguments.of(Refusal.MALFORMED, JSON, "{"),
                Arguments.of(Refusal.MALFORMED, JSON, "[]"),
                Arguments.of(Refusal.MALFORMED, JSON, "\"text\""),
                Arguments.of(Refusal.MALFORMED, JSON, "{" + rx + ",\"companyId\":1} trailing"),
                Arguments.of(Refusal.MALFORMED, JSON, "{" + rx + ",\"companyId\":1}{}"),
                Arguments.of(Refusal.MALFORMED, JSON, "{" + rx + ",\"companyId\":01}"),
                Arguments.of(Refusal.MALFORMED, JSON, "{\"x\":" + nested),
                Arguments.of(Refusal.MALFORMED, JSON, "{\"x\":\"\u0000\"}"),
                Arguments.of(Refusal.MALFORMED, FORM, "rxId=%zz"),
                Arguments.of(Refusal.RX_ID_MISSING, JSON, "{}"),
                Arguments.of(Refusal.RX_ID_MISSING, JSON, "{\"rxid\":\"" + RX + "\",\"companyId\":1}"),
                Arguments.of(Refusal.RX_ID_MISSING, JSON, "{\"rxId\":null,\"companyId\":1}"),
                Arguments.of(Refusal.RX_ID_MISSING, FORM, ""),
                Arguments.of(Refusal.RX_ID_MISSING, FORM, "rxId=&companyId=1"),
                Arguments.of(Refusal.RX_ID_INVALID, JSON, "{\"rxId\":17,\"companyId\":1}"),
                Arguments.of(Refusal.RX_ID_INVALID, JSON, "{\"rxId\":{},\"companyId\":1}"),
                Arguments.of(Refusal.RX_ID_INVALID, JSON, "{\"rxId\":\"\",\"companyId\":1}"),
                Arguments.of(Refusal.RX_ID_INVALID, JSON, "{\"rxId\":\"" + RX + "0\",\"companyId\":1}"),
                Arguments.of(Refusal.RX_ID_INVALID, JSON, "{\"rxId\":\"" + RX + "\\u0000\",\"companyId\":1}"),
                Arguments.of(Refusal.RX_ID_INVALID, JSON, "{\"rxId\":\"" + "a".repeat(9000) + "\"}"),
                Arguments.of(Refusal.ACCOUNT_MISSING, JSON, "{" + rx + "}"),
                Arguments.of(Refusal.ACCOUNT_MISSING, JSON, "{" + rx + ",\"companyId\":null}"),
                Arguments.of(Refusal.ACCOUNT_INVALID, JSON, "{" + rx + ",\"companyId\":-1}"),
                Arguments.of(Refusal.ACCOUNT_INVALID, JSON, "{" + rx + ",\"companyId\":1.5}"),
                Arguments.of(Refusal.ACCOUNT_INVALID, JSON, "{" + rx + ",\"companyId\":1e5}"),
                Arguments.of(Refusal.ACCOUNT_INVALID, JSON, "{" + rx + ",\"companyId\":true}"),
                Arguments.of(Refusal.ACCOUNT_INVALID, JSON, "{" + rx + ",\"companyId\":[1]}"),
                Arguments.of(Refusal.ACCOUNT_INVALID, JSON, "{" + rx + ",\"companyId\":\"a b\"}"),
                Arguments.of(Refusal.ACCOUNT_INVALID, JSON, "{" + rx + ",\"companyId\":" + "9".repeat(33) + "}"),
                Arguments.of(Refusal.ACCOUNT_INVALID, FORM, "rxId=" + RX + "&companyId=1%002"),
                Arguments.of(Refusal.CONFLICT, JSON, "{" + rx + ",\"companyId\":1,\"account\":2}"),
                Arguments.of(Refusal.CONFLICT, JSON, "{" + rx + ",\"companyId\":1,\"companyId\":2}"),
                Arguments.of(Refusal.CONFLICT, FORM, "rxId=" + RX + "&companyId=1&companyId=2"));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin1 = "{\"rxId\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(NotificationBody.read(delivery(JSON, latin1))).isEqualTo(new Reading.Unreadable(Refusal.MALFORMED));
    }

    @Test
    void refusesCompressedBodies() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("Content-Type", JSON).add("Content-Encoding", "gzip");

        assertThat(NotificationBody.read(new Delivery("key", headers, "127.0.0.1", Optional::empty, new byte[0])))
                .isEqualTo(new Reading.Unreadable(Refusal.CONTENT_TYPE));
    }

    @Test
    void answersAnyBytesWithAReading() {
        Random random = new Random(20260301);
        byte[] seed = "{\"rxId\":\"%s\",\"companyId\":104233,\"x\":[{\"y\":\"\\u00e9\"}]}"
                .formatted(RX)
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = round % 2 == 0 ? noise(random) : mutated(seed, random);
            assertThat(NotificationBody.read(delivery(round % 3 == 0 ? FORM : JSON, body)))
                    .as("round %d", round)
                    .isNotNull();
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static Reading read(String type, String body) {
        return NotificationBody.read(delivery(type, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Delivery delivery(String type, byte[] body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", type);
        return new Delivery("key", headers, "127.0.0.1", Optional::empty, body);
    }
}
