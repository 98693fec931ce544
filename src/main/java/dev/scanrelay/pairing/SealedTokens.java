package dev.scanrelay.pairing;

import dev.scanrelay.secret.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The columns of this package that hold sealed tokens and live long enough to see a rotation. Logins live for minutes. */
final class SealedTokens {

    private SealedTokens() {}

    @Produces
    @Singleton
    static SealedColumn grantAccess() {
        return new SealedColumn("access_grant", "access_token", id -> "grant:" + id + ":access");
    }

    @Produces
    @Singleton
    static SealedColumn grantRefresh() {
        return new SealedColumn("access_grant", "refresh_token", id -> "grant:" + id + ":refresh");
    }

    @Produces
    @Singleton
    static SealedColumn importAccess() {
        return new SealedColumn("token_import", "access_token", id -> "import:" + id + ":access");
    }

    @Produces
    @Singleton
    static SealedColumn importRefresh() {
        return new SealedColumn("token_import", "refresh_token", id -> "import:" + id + ":refresh");
    }

    @Produces
    @Singleton
    static SealedColumn farewellAccess() {
        return new SealedColumn("token_farewell", "access_token", id -> "farewell:" + id + ":access");
    }

    @Produces
    @Singleton
    static SealedColumn farewellRefresh() {
        return new SealedColumn("token_farewell", "refresh_token", id -> "farewell:" + id + ":refresh");
    }
}
