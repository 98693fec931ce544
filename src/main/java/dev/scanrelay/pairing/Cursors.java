package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Places in the lists of this package, as opaque text. They say nothing but the place: what a caller may see is asked anew with each
 * page, so a made-up one leads nowhere else.
 */
final class Cursors {

    private static final byte PAIRINGS = 1;
    private static final byte INVITATIONS = 2;
    private static final int INVITATION_LENGTH = 1 + 3 * Long.BYTES;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Cursors() {}

    /** Behind an invitation, newest first. */
    record InvitationPlace(Instant at, UUID id) {

        private boolean isOurs() {
            return !at.isBefore(EARLIEST) && at.isBefore(LATEST);
        }
    }

    static String behind(PairingView pairing) {
        return behind(pairing.account());
    }

    static String behind(AccountId account) {
        byte[] name = account.value().getBytes(StandardCharsets.UTF_8);
        return text(ByteBuffer.allocate(1 + name.length).put(PAIRINGS).put(name).array());
    }

    static String behind(Invitation invitation) {
        return behind(new InvitationPlace(invitation.createdAt(), invitation.id()));
    }

    static String behind(InvitationPlace place) {
        return text(ByteBuffer.allocate(INVITATION_LENGTH)
                .put(INVITATIONS)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, place.at()))
                .putLong(place.id().getMostSignificantBits())
                .putLong(place.id().getLeastSignificantBits())
                .array());
    }

    /** Empty if it is none of the list of pairings. */
    static Optional<AccountId> pairing(String written) {
        return bytes(written)
                .filter(bytes -> bytes.length > 1 && bytes[0] == PAIRINGS)
                .flatMap(Cursors::account)
                .filter(account -> behind(account).equals(written));
    }

    /** Empty if it is none of the list of invitations. */
    static Optional<InvitationPlace> invitation(String written) {
        return bytes(written)
                .filter(bytes -> bytes.length == INVITATION_LENGTH && bytes[0] == INVITATIONS)
                .flatMap(Cursors::place)
                .filter(place -> behind(place).equals(written));
    }

    private static Optional<AccountId> account(byte[] bytes) {
        try {
            return Optional.of(
                    new AccountId(new String(Arrays.copyOfRange(bytes, 1, bytes.length), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Optional<InvitationPlace> place(byte[] bytes) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, 1, INVITATION_LENGTH - 1);
            Instant at = Instant.EPOCH.plus(rest.getLong(), ChronoUnit.MICROS);
            return Optional.of(new InvitationPlace(at, new UUID(rest.getLong(), rest.getLong())))
                    .filter(InvitationPlace::isOurs);
        } catch (DateTimeException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> bytes(String written) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(written));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
