package dev.scanrelay.console;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** A person sees a page also where something broke. */
@Singleton
final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private final Page page;

    Failures(Page page) {
        this.page = page;
    }

    Response caught(Supplier<Response> work) {
        try {
            return work.get();
        } catch (RuntimeException broken) {
            LOG.errorf("A page failed problem=%s", broken.getClass().getSimpleName());
            LOG.debug("A page failed", broken);
            return page.of(Notices.internal());
        }
    }
}
