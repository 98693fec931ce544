package dev.scanrelay.mounted;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** What is mounted and not in use because it can't be: said once for each trouble, and counted for as long as it lasts. */
@Singleton
public class StaleSecrets {

    private static final Logger LOG = Logger.getLogger(StaleSecrets.class);
    private static final String NONE = "";

    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    StaleSecrets(MeterRegistry metrics) {
        Gauge.builder("scanrelay.secrets.stale", troubles, Map::size)
                .description("Kinds of mounted secrets whose newest content can't be used; the content before is")
                .register(metrics);
    }

    /**
     * Notes the state of a kind of secrets.
     *
     * @param trouble why the newest content is not in use, without any of it; empty: it is in use
     */
    public void is(String what, String trouble) {
        String before = trouble.equals(NONE) ? troubles.remove(what) : troubles.put(what, trouble);
        if (trouble.equals(NONE) && before != null) {
            LOG.infof("Mounted secrets are in use again what=%s", what);
        }
        if (!trouble.equals(NONE) && !trouble.equals(before)) {
            LOG.errorf("Mounted secrets are not in use what=%s cause=%s", what, trouble);
        }
    }
}
