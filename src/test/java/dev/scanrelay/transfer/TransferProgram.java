package dev.scanrelay.transfer;

import dev.scanrelay.secret.Secret;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** Brings one file from a URL into a store and prints its size and digest: {@code <source> <store>}. */
final class TransferProgram {

    private TransferProgram() {}

    public static void main(String[] arguments) {
        StoreSettings settings = new StoreSettings(
                "main",
                "scanrelay.store.",
                URI.create(arguments[1]),
                "key",
                Secret.of("secret"),
                "scans",
                "us-east-1",
                false,
                8 << 20,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                3,
                Duration.ofMillis(200));
        try (HttpClient client = HttpClient.newHttpClient();
                ObjectStore store = new ObjectStore(settings);
                Transfers transfers = new Transfers(store, Stores.transferSettings())) {
            Source source = new HttpSource(client, URI.create(arguments[0]));
            StoredFile stored = transfers
                    .store(Stores.request("attempt", "scan.ply", UnpackPolicy.NEVER, source))
                    .whole();
            print(System.out, stored);
        }
    }

    private static void print(PrintStream out, StoredFile stored) {
        out.println("stored " + stored.size() + " " + stored.sha256());
    }
}
