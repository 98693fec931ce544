package dev.scanrelay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** From a notification to an event, one call after the other. */
final class FloorSteps {

    static final String BUCKET = "scanrelay";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String partnerApi;
    private final MinioClient store;
    private final FloorRecords records;
    private final FloorEvents events;
    private final Map<String, String> tokens;

    /** What is told of a file that is stored. */
    record StoredFile(String key, long size, String sha256) {}

    private FloorSteps(
            String partnerApi,
            MinioClient store,
            FloorRecords records,
            FloorEvents events,
            Map<String, String> tokens) {
        this.partnerApi = partnerApi;
        this.store = store;
        this.records = records;
        this.events = events;
        this.tokens = tokens;
    }

    /** @param arguments broker, partner API, store, access key, secret key, JDBC URL, user, then account=token ... */
    static FloorSteps of(List<String> arguments) throws SQLException {
        MinioClient store = MinioClient.builder()
                .endpoint(arguments.get(2))
                .credentials(arguments.get(3), arguments.get(4))
                .region("us-east-1")
                .build();
        return new FloorSteps(
                arguments.get(1),
                store,
                new FloorRecords(arguments.get(5), arguments.get(6)),
                new FloorEvents(arguments.get(0)),
                arguments.stream()
                        .skip(7)
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    void run(String account, String rxId) throws Exception {
        String orderId = order(account, rxId).path("orderId").asText();
        String prefix = "bench/" + UUID.randomUUID() + "/";
        byte[] zip = get(account, "/orders/" + orderId + "/artifacts?type=IDE");
        List<StoredFile> files = new ArrayList<>();
        files.add(put(prefix + "scan.zip", zip));
        files.addAll(unpack(prefix, zip));
        order(account, rxId);
        records.write(account, rxId, files);
        events.announce(
                account + "/" + rxId,
                JSON.writeValueAsBytes(Map.of("account", account, "rxId", rxId, "artifacts", files)));
    }

    private JsonNode order(String account, String rxId) throws IOException {
        return JSON.readTree(get(account, "/orders/by-rx/" + rxId + "?companyId=" + account));
    }

    private List<StoredFile> unpack(String prefix, byte[] zip) throws Exception {
        List<StoredFile> files = new ArrayList<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.add(put(prefix + files.size(), entries.readAllBytes()));
            }
        }
        return files;
    }

    private byte[] get(String account, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(partnerApi + path).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + tokens.get(account));
        try (InputStream body = connection.getInputStream()) {
            return body.readAllBytes();
        }
    }

    private StoredFile put(String key, byte[] bytes) throws Exception {
        store.putObject(PutObjectArgs.builder().bucket(BUCKET).object(key).stream(
                        new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                .build());
        return new StoredFile(key, bytes.length, HexFormat.of().formatHex(sha256(bytes)));
    }

    private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
