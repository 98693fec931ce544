package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.CallbackKeyCodec.Claim;
import dev.scanrelay.secret.Macs;
import dev.scanrelay.secret.Secret;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The keys in callback URLs: they authenticate themselves, so taking in a notification needs no database. */
@Singleton
public final class CallbackKeys {

    private final CallbackKeyCodec codec;
    private final RevokedKeys revoked;
    private final KeyGenerations generations;

    CallbackKeys(Macs macs, RevokedKeys revoked, KeyGenerations generations) {
        this.codec = new CallbackKeyCodec(macs);
        this.revoked = revoked;
        this.generations = generations;
    }

    /**
     * Says what a key is, from memory and in constant time; for any thread, the event loop too. A key withdrawn is refused within
     * five seconds, and while the database is out as of the last look.
     */
    public CallbackKey verify(String key) {
        return codec.read(key).map(this::judged).orElseGet(CallbackKey.Forged::new);
    }

    private CallbackKey judged(Claim claim) {
        KeyOwner owner = claim.owner();
        if (revoked.contains(owner, claim.generation())) {
            return new CallbackKey.Revoked();
        }
        return owner.account()
                .<CallbackKey>map(account -> new CallbackKey.ForPairing(owner.partner(), account, claim.generation()))
                .orElseGet(() -> new CallbackKey.ForPartner(owner.partner(), claim.generation()));
    }

    /**
     * A notification came in under this generation: Align knows it, so older ones are withdrawn after a grace. Costs nothing from
     * the second time on. Blocks; for virtual threads.
     *
     * @param account empty for the partner's own key
     */
    public void seen(PartnerId partner, Optional<AccountId> account, int generation) {
        generations.seen(new KeyOwner(partner, account), generation);
    }

    /** Whether notifications that came in under this generation count no more, as of the last look. */
    public boolean isWithdrawn(PartnerId partner, Optional<AccountId> account, int generation) {
        return revoked.contains(new KeyOwner(partner, account), generation);
    }

    /** The key as it goes into a callback URL. */
    Secret written(KeyOwner owner, int generation) {
        return codec.write(new Claim(owner, generation));
    }
}
