package dev.scanrelay.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.testing.Mutator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Notifications as nobody should send them. */
record HostileBodies(String contentType, byte[] body) {

    static final String RX = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static final List<byte[]> JSON = Stream.of(
                    "{\"rxId\":\"" + RX + "\",\"companyId\":104233}",
                    "{\"RXID\":\"{" + RX.toUpperCase()
                            + "}\",\"accountNumber\":\"104233\",\"x\":[{\"y\":\"\\u00e9\"}]}",
                    "{\"a\":{\"b\":[1,2.5e3,true,null]},\"rx_id\":\"" + RX.replace("-", "") + "\",\"account\":104233}",
                    "{\"rxId\":\"" + RX + "\",\"rxId\":\"" + RX + "\",\"companyId\":104233,\"account\":\"104233\"}")
            .map(text -> text.getBytes(UTF_8))
            .toList();
    private static final List<byte[]> FORMS = Stream.of(
                    "rxId=" + RX + "&companyId=104233", "RxID=%7B" + RX + "%7D&accountId=+104233+&note=caf%C3%A9&&x")
            .map(text -> text.getBytes(UTF_8))
            .toList();
    private static final List<String> JSON_TYPES =
            List.of("application/json", "application/json;charset=UTF-8", "Application/Vnd.x+JSON ; a=b");
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final List<String> ODD_TYPES = List.of(
            "",
            ";",
            "/",
            "application/",
            "application/+json",
            "application/json;charset=",
            "application/json;charset=\"utf-8",
            "application/json; charset=utf-16",
            "application/json;" + " charset ".repeat(200) + "=",
            "text/plain",
            "multipart/form-data; boundary=x",
            FORM_TYPE + ";" + ";".repeat(500),
            "a".repeat(4_000));

    static HostileBodies next(Random random) {
        boolean form = random.nextInt(3) == 0;
        String usual = form ? FORM_TYPE : Mutator.one(random, JSON_TYPES);
        String type = random.nextInt(12) == 0 ? Mutator.one(random, ODD_TYPES) : usual;
        return new HostileBodies(type, body(random, Mutator.one(random, form ? FORMS : JSON)));
    }

    private static byte[] body(Random random, byte[] good) {
        return switch (random.nextInt(16)) {
            case 0 -> Mutator.noise(random, 400);
            case 1 -> nested(random).getBytes(UTF_8);
            case 2 -> digits(random).getBytes(UTF_8);
            case 3 -> good;
            case 4 -> numbered(random).getBytes(UTF_8);
            default -> Mutator.mutated(random, good);
        };
    }

    private static String nested(Random random) {
        int depth = random.nextInt(2_500);
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        return "{\"x\":" + open.repeat(depth) + (random.nextBoolean() ? "" : "1" + "]".repeat(depth) + "}");
    }

    private static String digits(Random random) {
        String number = (random.nextBoolean() ? "-" : "") + "9".repeat(1 + random.nextInt(12_000));
        return "{\"rxId\":\"" + RX + "\",\"companyId\":" + number + (random.nextBoolean() ? "}" : "e9}");
    }

    private static String numbered(Random random) {
        return "{\"rxId\":\"" + RX + "\",\"companyId\":" + (104_230 + random.nextInt(6)) + "}";
    }
}
