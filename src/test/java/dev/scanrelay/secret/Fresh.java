package dev.scanrelay.secret;

/** What a fresh keyset gives, for plain tests. */
public final class Fresh {

    private Fresh() {}

    public static Macs macs() {
        return new Macs(new Keyring(Keysets.create()));
    }

    public static Vault vault() {
        return new Vault(new Keyring(Keysets.create()));
    }

    public static Signatures signatures() {
        return new Signatures(new Keyring(Keysets.create()));
    }

    /** As an installation has that was made before heads were signed. */
    public static Signatures noSignatures() {
        return new Signatures(new Keyring(withoutAudit(Keysets.create())));
    }

    static Keysets withoutAudit(Keysets keysets) {
        try {
            String document = keysets.reveal();
            return Keysets.parse(document.substring(0, document.indexOf(",\"audit\"")) + "}");
        } catch (MalformedKeyset impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
