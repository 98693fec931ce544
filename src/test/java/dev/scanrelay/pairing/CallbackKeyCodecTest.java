package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.CallbackKeyCodec.Claim;
import dev.scanrelay.secret.Fresh;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackKeyCodecTest {

    private static final Claim OF_PAIRING = new Claim(KeyOwner.pairing(PartnerId.DEFAULT, new AccountId("104233")), 3);
    private static final Claim OF_PARTNER = new Claim(KeyOwner.partner(new PartnerId("other-partner")), 1);

    private final CallbackKeyCodec codec = new CallbackKeyCodec(Fresh.macs());

    @Test
    void readsWhatItWrote() {
        assertThat(codec.read(codec.write(OF_PAIRING).reveal())).contains(OF_PAIRING);
        assertThat(codec.read(codec.write(OF_PARTNER).reveal())).contains(OF_PARTNER);
    }

    @Test
    void writesTheSameKeyEachTime() {
        assertThat(codec.write(OF_PAIRING)).isEqualTo(codec.write(OF_PAIRING));
    }

    @Test
    void fitsIntoAUrlAndStaysShort() {
        assertThat(codec.write(OF_PAIRING).reveal()).matches("[A-Za-z0-9_-]{40,100}");
    }

    @Test
    void refusesEveryChangedBit() {
        byte[] key = Base64.getUrlDecoder().decode(codec.write(OF_PAIRING).reveal());

        assertThat(IntStream.range(0, key.length * 8)).allSatisfy(bit -> {
            byte[] changed = key.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(codec.read(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .isEmpty();
        });
    }

    @Test
    void refusesEveryTruncation() {
        String key = codec.write(OF_PAIRING).reveal();

        assertThat(IntStream.range(0, key.length()))
                .allSatisfy(length ->
                        assertThat(codec.read(key.substring(0, length))).isEmpty());
    }

    @Test
    void refusesAnotherInstallationsKey() {
        assertThat(codec.read(
                        new CallbackKeyCodec(Fresh.macs()).write(OF_PAIRING).reveal()))
                .isEmpty();
    }

    @Test
    void refusesAPartnersTagOnAnotherPartnersClaim() {
        byte[] mine = Base64.getUrlDecoder()
                .decode(codec.write(new Claim(KeyOwner.partner(new PartnerId("a")), 1))
                        .reveal());
        byte[] claim = "k1/b//1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(claim, 0, mine, 0, claim.length);

        assertThat(codec.read(Base64.getUrlEncoder().withoutPadding().encodeToString(mine)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!", "k1", "=", "a=", "AAAA", "äöü", "\u0000", "%2e%2e"})
    void refusesWhatIsNoKey(String key) {
        assertThat(codec.read(key)).isEmpty();
        assertThat(codec.read(key.repeat(10_000))).isEmpty();
    }

    @Test
    void refusesAnotherSpellingOfAGenuineKey() {
        String key = codec.write(OF_PAIRING).reveal();

        assertThat(codec.read(key + "=")).isEmpty();
        assertThat(codec.read(" " + key)).isEmpty();
    }
}
