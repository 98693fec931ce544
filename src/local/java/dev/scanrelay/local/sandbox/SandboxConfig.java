package dev.scanrelay.local.sandbox;

import dev.scanrelay.local.sandbox.world.Client;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * How a sandbox is set up.
 *
 * @param host the address it listens on; it has no protection of its own, so not more than this machine
 * @param publicHost the name by which others reach it, for the addresses that it hands out; else the host
 * @param port of the cloud; 0 takes a free one
 * @param storagePort of the storage on its other origin; 0 takes a free one
 * @param seed the same seed gives the same names, ids and bytes
 * @param maxScans more of them push out those that changed least recently
 * @param maxLedgerLines of each kind; more of them push out the oldest
 * @param clients partners that are registered from the start
 */
public record SandboxConfig(
        String host,
        Optional<String> publicHost,
        int port,
        int storagePort,
        long seed,
        int maxScans,
        int maxLedgerLines,
        List<Client> clients,
        Clock clock) {

    public static final String CLIENT_ID = "scanrelay";
    public static final String CLIENT_SECRET = "sandbox-secret";

    /** A free port, and one registered partner without a callback URL of its own. */
    public static SandboxConfig defaults() {
        return new SandboxConfig(
                "127.0.0.1",
                Optional.empty(),
                0,
                0,
                42,
                5_000,
                20_000,
                List.of(new Client(CLIENT_ID, CLIENT_SECRET, List.of(), Optional.empty())),
                Clock.systemUTC());
    }

    public SandboxConfig withPort(int other) {
        return new SandboxConfig(host, publicHost, other, storagePort, seed, maxScans, maxLedgerLines, clients, clock);
    }

    public SandboxConfig withStoragePort(int other) {
        return new SandboxConfig(host, publicHost, port, other, seed, maxScans, maxLedgerLines, clients, clock);
    }

    public SandboxConfig withHost(String other) {
        return new SandboxConfig(other, publicHost, port, storagePort, seed, maxScans, maxLedgerLines, clients, clock);
    }

    public SandboxConfig withPublicHost(Optional<String> other) {
        return new SandboxConfig(host, other, port, storagePort, seed, maxScans, maxLedgerLines, clients, clock);
    }

    public SandboxConfig withSeed(long other) {
        return new SandboxConfig(host, publicHost, port, storagePort, other, maxScans, maxLedgerLines, clients, clock);
    }

    public SandboxConfig withMaxScans(int other) {
        return new SandboxConfig(host, publicHost, port, storagePort, seed, other, maxLedgerLines, clients, clock);
    }

    public SandboxConfig withClock(Clock other) {
        return new SandboxConfig(host, publicHost, port, storagePort, seed, maxScans, maxLedgerLines, clients, other);
    }

    public SandboxConfig withClients(List<Client> others) {
        return new SandboxConfig(
                host, publicHost, port, storagePort, seed, maxScans, maxLedgerLines, List.copyOf(others), clock);
    }
}
