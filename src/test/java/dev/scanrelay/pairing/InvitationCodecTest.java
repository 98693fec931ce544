package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.InvitationCodec.Claim;
import dev.scanrelay.secret.Fresh;
import dev.scanrelay.secret.Macs;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvitationCodecTest {

    private static final Claim CLAIM =
            new Claim(PartnerId.DEFAULT, UUID.fromString("2f6cb0a4-5a36-4a6e-9f3e-6f0b1a0e7a11"));

    private final Macs macs = Fresh.macs();
    private final InvitationCodec codec = new InvitationCodec(macs);

    @Test
    void readsWhatItWrote() {
        assertThat(codec.read(codec.write(CLAIM).reveal())).contains(CLAIM);
        assertThat(codec.write(CLAIM).reveal()).matches("[A-Za-z0-9_-]{60,120}");
    }

    @Test
    void refusesEveryChangedBit() {
        byte[] token = Base64.getUrlDecoder().decode(codec.write(CLAIM).reveal());

        assertThat(IntStream.range(0, token.length * 8)).allSatisfy(bit -> {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(codec.read(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .isEmpty();
        });
    }

    @Test
    void refusesAnotherInstallationsInvitation() {
        assertThat(codec.read(new InvitationCodec(Fresh.macs()).write(CLAIM).reveal()))
                .isEmpty();
    }

    @Test
    void takesNoCallbackKeyForAnInvitationNorTheOtherWayRound() {
        CallbackKeyCodec callbackKeys = new CallbackKeyCodec(macs);
        String callbackKey = callbackKeys
                .write(new CallbackKeyCodec.Claim(KeyOwner.pairing(PartnerId.DEFAULT, new AccountId("104233")), 1))
                .reveal();

        assertThat(codec.read(callbackKey)).isEmpty();
        assertThat(callbackKeys.read(codec.write(CLAIM).reveal())).isEmpty();
    }
}
