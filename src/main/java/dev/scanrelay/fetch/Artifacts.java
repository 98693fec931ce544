package dev.scanrelay.fetch;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.EntryKind;
import dev.scanrelay.content.VendorName;
import dev.scanrelay.fetch.Attempts.OpenAttempt;
import dev.scanrelay.itero.Download;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroArtifact;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.IteroOrder;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.transfer.Progress;
import dev.scanrelay.transfer.Source;
import dev.scanrelay.transfer.StoreRequest;
import dev.scanrelay.transfer.Stored;
import dev.scanrelay.transfer.Transfers;
import dev.scanrelay.transfer.UnpackPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Brings one of Align's artifacts into the store, under the attempt's prefix. */
@ApplicationScoped
class Artifacts {

    /** A zip, built anew for each download: what it is said to be long is no more than a hint. */
    private static final String IDE = "IDE";

    private final Pairings pairings;
    private final Itero itero;
    private final Transfers transfers;

    Artifacts(Pairings pairings, Itero itero, Transfers transfers) {
        this.pairings = pairings;
        this.itero = itero;
        this.transfers = transfers;
    }

    /** @param number from 1, within the attempt */
    Stored store(
            Lease lease,
            IteroOrder order,
            IteroArtifact artifact,
            int number,
            OpenAttempt attempt,
            Storing.Choice choice,
            Progress progress) {
        return transfers.store(new StoreRequest(
                attempt.prefix().substring(0, attempt.prefix().length() - 1),
                number,
                name(artifact),
                classification(artifact),
                OptionalLong.empty(),
                artifact.sizeBytes(),
                isZip(artifact) ? UnpackPolicy.EXPECT_ZIP : UnpackPolicy.IF_ZIP,
                choice.keep(),
                choice.earlier(),
                lease.account().value(),
                source(lease, order, artifact),
                progress));
    }

    private Source source(Lease lease, IteroOrder order, IteroArtifact artifact) {
        return (offset, ifRange) -> {
            try {
                return opened(pairings.withAccess(
                        lease.partner(),
                        lease.account(),
                        access -> itero.download(access, lease.account(), order.orderId(), artifact, offset, ifRange)));
            } catch (IteroException broken) {
                if (offset > 0 && broken.kind() == IteroException.Kind.TRANSIENT) {
                    throw new IOException(broken); // the reconnect failed: that may pass, without beginning anew
                }
                throw broken;
            }
        };
    }

    private static Source.Opened opened(Download download) {
        return new Source.Opened(
                download.status(),
                download.length(),
                download.strongEtag(),
                download.identityEncoded(),
                download.range().map(range -> new Source.Range(range.start(), range.total())),
                download.body());
    }

    private static VendorName name(IteroArtifact artifact) {
        return new VendorName(artifact.fileName().or(artifact::artifactId).orElse(artifact.type()));
    }

    private static Classification classification(IteroArtifact artifact) {
        return isZip(artifact)
                ? new Classification(EntryKind.ARCHIVE, Optional.empty(), Optional.empty())
                : Classification.of(name(artifact));
    }

    private static boolean isZip(IteroArtifact artifact) {
        return artifact.type().equalsIgnoreCase(IDE);
    }
}
