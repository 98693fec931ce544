import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Takes a clinic's scans in from Kafka: an example for vendors of practice software. What it promises is in ../README.md. */
public final class ScanConsumer {

    private static final String ORDER = "dev.scanrelay.order.";
    private static final String PAIRING = "dev.scanrelay.pairing.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Service service = new Service(System.getenv("SCANRELAY_URL"), System.getenv("SCANRELAY_KEY"));
    private final Path scans = Path.of(System.getenv("SCANS_FOLDER"));

    public static void main(String... arguments) throws Exception {
        Properties settings = new Properties(); // in production also security.protocol and sasl.*, from a file
        if (System.getenv("KAFKA_SETTINGS_FILE") != null) {
            try (InputStream file = Files.newInputStream(Path.of(System.getenv("KAFKA_SETTINGS_FILE")))) {
                settings.load(file);
            }
        }
        settings.put("bootstrap.servers", System.getenv("KAFKA_BOOTSTRAP_SERVERS"));
        settings.put("group.id", System.getenv("KAFKA_GROUP"));
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", "1"); // one is handled, then its offset is committed
        settings.put("max.poll.interval.ms", "3600000"); // a large scan on a slow line
        ScanConsumer inbox = new ScanConsumer();
        AtomicBoolean stopped = new AtomicBoolean();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stopped.set(true);
                consumer.wakeup();
                join(main);
            }));
            consumer.subscribe(List.of(System.getenv("KAFKA_TOPIC")));
            while (!stopped.get()) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.headers().lastHeader("ce_id") != null) {
                        inbox.take(header(record, "ce_id"), header(record, "ce_type"), record.value());
                    }
                    consumer.commitSync();
                }
            }
        } catch (WakeupException toldToStop) {
            // What was not committed comes again, and is known then.
        }
    }

    /** Handles an event; again without effect. What it did is on disk when it returns: then the offset is committed. */
    private void take(String event, String type, String value) throws Exception {
        Path seen = state("seen", event);
        JsonNode data = JSON.readTree(value);
        if (Files.exists(seen)) {
            System.out.println("again " + event);
            return;
        }
        if (type.startsWith(PAIRING + "ended.")) {
            write(state("gone", data.path("account").asText()), "");
            System.out.println("left " + data.path("account").asText());
        } else if (type.startsWith(PAIRING + "connected.")) {
            comeBack(data.path("account").asText());
        } else if (type.startsWith(ORDER + "ready.")) {
            ready(event, data);
        } else if (type.startsWith(ORDER + "updated.")) {
            refresh(data.path("orderId").asText());
        } else if (type.startsWith(ORDER + "withdrawn.")) {
            write(state("withdrawn", data.path("orderId").asText()), "");
        } else if (type.startsWith(ORDER + "erased.")) {
            delete(scans.resolve(data.path("orderId").asText())); // unless the law has you keep it
            System.out.println("erased " + data.path("orderId").asText());
        } // Types that you do not know are none of your business: new ones come.
        write(seen, "");
    }

    private void ready(String event, JsonNode data) throws Exception {
        String order = data.path("orderId").asText();
        int revision = data.path("revision").asInt();
        if (Files.exists(state("gone", data.path("account").asText()))) {
            // The clinic has left: nothing is fetched, and nothing is lost if it comes back.
            write(state("held", event), data.toString());
            System.out.println("held " + order);
            return;
        }
        Path noted = state("orders", order);
        int stored = Files.exists(noted) ? Integer.parseInt(Files.readString(noted)) : 0;
        if (stored > revision) {
            System.out.println("older " + order + " revision " + revision);
            return;
        }
        try {
            if (stored < revision) {
                fetch(order, revision);
                write(noted, Integer.toString(revision));
                Files.deleteIfExists(state("withdrawn", order));
                System.out.println("imported " + order + " revision " + revision);
            }
            // The same acknowledgement may be sent again, so a crash before this line does no harm.
            service.acknowledge(order, revision, file(data));
        } catch (Service.Gone erased) {
            System.out.println("gone " + order);
            return;
        } catch (Service.Damaged kept) { // said, so that a person looks; what comes next does not wait for it
            service.acknowledge(order, revision, Map.of("outcome", "rejected", "reason", "A file is not what its digest says."));
            System.out.println("damaged " + order + " revision " + revision);
            return;
        }
        try (Stream<Path> all = Files.list(scans.resolve(order))) {
            for (Path old : all.filter(one -> !one.endsWith("r" + revision)).toList()) {
                delete(old);
            }
        }
    }

    /** Here your software puts the scan into the patient's chart: by your own reference, or by the patient's id at Align. */
    private static Map<String, String> file(JsonNode data) {
        return data.has("patientId")
                ? Map.of("outcome", "imported", "document", "scan-" + data.path("orderId").asText() + "-" + data.path("revision"))
                : Map.of("outcome", "unmatched", "reason", "The scan names no patient.");
    }

    /** Here your software takes over what changed of the order: the patient, the status. The event names nobody. */
    private void refresh(String order) throws Exception {
        try {
            System.out.println("updated " + order + " " + service.order(order).path("state").asText());
        } catch (Service.Gone erased) {
            System.out.println("gone " + order);
        }
    }

    private void fetch(String order, int revision) throws Exception {
        Path unfinished = scans.resolve(order).resolve("new-r" + revision);
        Path whole = scans.resolve(order).resolve("r" + revision);
        delete(unfinished);
        Files.createDirectories(unfinished);
        for (JsonNode artifact : service.artifacts(order, revision)) {
            service.download(artifact, unfinished);
        }
        delete(whole); // of a run that ended before it was noted
        Files.move(unfinished, whole);
    }

    private void comeBack(String account) throws Exception {
        Files.deleteIfExists(state("gone", account));
        try (Stream<Path> held = Files.list(folder("held"))) {
            for (Path event : held.filter(one -> !one.getFileName().toString().startsWith(".")).toList()) {
                JsonNode data = JSON.readTree(event.toFile());
                if (data.path("account").asText().equals(account)) {
                    ready(event.getFileName().toString(), data);
                    Files.delete(event);
                }
            }
        }
        System.out.println("connected " + account);
    }

    private Path state(String kind, String name) throws IOException {
        return folder(kind).resolve(URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    private Path folder(String kind) throws IOException {
        return Files.createDirectories(scans.resolve("state").resolve(kind));
    }

    private static void write(Path file, String text) throws IOException {
        Path fresh = Files.writeString(file.resolveSibling("." + file.getFileName()), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
