package dev.scanrelay.transfer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How bytes travel from Align to the store. */
@ConfigMapping(prefix = "scanrelay.transfer")
public interface TransferConfig {

    /**
     * Part buffers of this process; times {@code scanrelay.store.part-size} it is all the memory that transfers use (96 MiB by
     * default). Transfers beyond it wait.
     */
    @WithDefault("12")
    int buffers();

    /** Part buffers of one transfer at most, 2 to {@code buffers}; one fills while the others are being sent. */
    @WithDefault("4")
    int buffersPerTransfer();

    /** Part buffers that the transfers of one account may hold together, so that a stalled account leaves room for the others. */
    @WithDefault("8")
    int buffersPerAccount();

    /** A download that yields no byte for this long is dropped, or resumed where that is safe. */
    @WithDefault("30s")
    Duration stallTimeout();

    /** A download whose average over {@code rate-window} falls below this many bytes a second is dropped. 0: never. */
    @WithDefault("4K")
    MemorySize minimumRate();

    /** Time spent waiting for bytes after which the average is taken. */
    @WithDefault("60s")
    Duration rateWindow();

    /** How often in a row a dropped download is reconnected without having yielded a byte, before the attempt is given up. */
    @WithDefault("3")
    int resumeAttempts();

    /** The wait before a reconnect. */
    @WithDefault("500ms")
    Duration resumeDelay();

    /** What a zip may hold before it is refused and kept whole. */
    ZipLimits zip();

    interface ZipLimits {

        /** Entries, folders included. */
        @WithDefault("2000")
        int entries();

        /** Unpacked size of one entry. */
        @WithDefault("4G")
        MemorySize entrySize();

        /** Unpacked size of all entries. */
        @WithDefault("16G")
        MemorySize totalSize();

        /** Unpacked size over packed size, looked at once 16 MiB are unpacked. */
        @WithDefault("100")
        int ratio();
    }
}
