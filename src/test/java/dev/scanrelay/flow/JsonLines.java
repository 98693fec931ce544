package dev.scanrelay.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Lines of one logger, as the formatter of production writes them. */
final class JsonLines extends Handler implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonFormatter formatter = new JsonFormatter();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger;

    private JsonLines(Logger logger) {
        this.logger = logger;
    }

    static JsonLines of(String name) {
        JsonLines lines = new JsonLines(Logger.getLogger(name));
        lines.logger.addHandler(lines);
        return lines;
    }

    List<JsonNode> about(String id) {
        return lines.stream()
                .filter(line -> line.contains(id))
                .map(JsonLines::read)
                .toList();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(formatter.format(ExtLogRecord.wrap(line)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
