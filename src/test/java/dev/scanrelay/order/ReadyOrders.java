package dev.scanrelay.order;

import static org.awaitility.Awaitility.await;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.EntryKind;
import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.content.VendorName;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Stored;
import dev.scanrelay.transfer.StoredFile;
import dev.scanrelay.transfer.Unpacked;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Orders with files that are in the store, announced as the flow announces them. */
@ApplicationScoped
public class ReadyOrders {

    private final Workbench bench;
    private final ObjectStore store;

    ReadyOrders(Workbench bench, ObjectStore store) {
        this.bench = bench;
        this.store = store;
    }

    /** One revision: an archive, and the meshes that came out of it. Returns once the feed has it. */
    public UUID ready(String account, byte[]... meshes) {
        UUID order = bench.wanted(account);
        revised(order, meshes);
        return order;
    }

    /** Another revision of it. */
    public void revised(UUID order, byte[]... meshes) {
        List<StoredFile> entries = new ArrayList<>();
        for (byte[] mesh : meshes) {
            entries.add(stored(EntryKind.MESH, ".stl", "model/stl", mesh));
        }
        StoredFile archive = stored(EntryKind.ARCHIVE, ".zip", "application/zip", new byte[] {'P', 'K'});
        bench.record(
                order,
                Samples.facts("Completed"),
                Samples.content(
                        true,
                        Fingerprint.RULE_VERSION,
                        new Stored(archive, "00000000", new Unpacked.Complete(List.copyOf(entries)))));
        await().until(() -> bench.query(
                        "select 1 from outbox where order_id = '" + order + "' and feed_position is null")
                .isEmpty());
    }

    private StoredFile stored(EntryKind kind, String ending, String mediaType, byte[] bytes) {
        ObjectAddress at = store.place().at("orders/test/" + UUID.randomUUID() + "/1" + ending);
        store.put(at, bytes, bytes.length, mediaType);
        return new StoredFile(
                at,
                new VendorName("Quillfeather" + ending),
                new Classification(kind, Optional.empty(), Optional.empty()),
                mediaType,
                bytes.length,
                Samples.sha256(bytes),
                Samples.sha256(bytes));
    }
}
