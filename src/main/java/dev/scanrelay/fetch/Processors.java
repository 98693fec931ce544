package dev.scanrelay.fetch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How busy the processors are that this process may use: the machine's, or its container's. */
final class Processors {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Processors() {}

    /** From 0 to 1, since it was asked last; busy where it can't be told. */
    static double load() {
        double load = SYSTEM.getCpuLoad();
        return load >= 0 ? load : 1;
    }
}
