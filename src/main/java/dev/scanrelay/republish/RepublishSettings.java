package dev.scanrelay.republish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;

/** Where announced events may be sent once more. */
@ConfigMapping(prefix = "scanrelay.republish")
public interface RepublishSettings {

    /** By partner. */
    @WithParentName
    Map<String, OfPartner> partners();

    /** What one partner may do. */
    interface OfPartner {

        /**
         * The topics that this partner's administrators may republish its events into, separated by commas: none that the service keeps for
         * itself, and none of another partner. Where nothing is set, the partner {@code default} may use {@code scanrelay.topics.orders},
         * and each its own topic ({@code scanrelay.topics.partner}).
         */
        List<String> topics();
    }
}
