package dev.scanrelay.transfer;

import dev.scanrelay.startup.SettingProblem;
import java.time.Duration;

/** The settings of transfers, checked. */
record TransferSettings(
        int buffers,
        int buffersPerTransfer,
        int buffersPerAccount,
        Duration stallTimeout,
        long minimumRate,
        Duration rateWindow,
        int resumeAttempts,
        Duration resumeDelay,
        ZipLimits zip) {

    /** Two, because unpacking fills one for the zip and one for the entry at the same time. */
    private static final int FEWEST_BUFFERS = 2;

    static TransferSettings from(TransferConfig config) {
        if (config.buffersPerTransfer() < FEWEST_BUFFERS) {
            throw problem("buffers-per-transfer", "is below 2", "4");
        }
        if (config.buffers() < config.buffersPerTransfer()) {
            throw problem("buffers", "is less than buffers-per-transfer", "12");
        }
        if (config.buffersPerAccount() < config.buffersPerTransfer()) {
            throw problem("buffers-per-account", "is less than buffers-per-transfer", "8");
        }
        return new TransferSettings(
                config.buffers(),
                config.buffersPerTransfer(),
                config.buffersPerAccount(),
                positive("stall-timeout", config.stallTimeout(), "30s"),
                config.minimumRate().asLongValue(),
                positive("rate-window", config.rateWindow(), "60s"),
                config.resumeAttempts(),
                positive("resume-delay", config.resumeDelay(), "500ms"),
                zip(config.zip()));
    }

    private static ZipLimits zip(TransferConfig.ZipLimits config) {
        if (config.entries() < 1 || config.ratio() < 1) {
            throw problem("zip.entries", "and zip.ratio are not both positive", "2000");
        }
        return new ZipLimits(
                config.entries(),
                config.entrySize().asLongValue(),
                config.totalSize().asLongValue(),
                config.ratio());
    }

    private static Duration positive(String name, Duration setting, String example) {
        if (setting.isNegative() || setting.isZero()) {
            throw problem(name, "is not a positive duration", example);
        }
        return setting;
    }

    private static RuntimeException problem(String name, String what, String example) {
        return SettingProblem.of("scanrelay.transfer." + name, what, example);
    }

    /** How many buffers a transfer of this many parts needs to flow; the fewest it can live with is 2. */
    int quota(long parts) {
        return (int) Math.clamp(parts, FEWEST_BUFFERS, buffersPerTransfer);
    }
}
