package dev.scanrelay.secret;

/** What a fresh keyset gives, for plain tests. */
public final class Fresh {

    private Fresh() {}

    public static Macs macs() {
        return new Macs(Keysets.create());
    }

    public static Vault vault() {
        return new Vault(Keysets.create());
    }
}
