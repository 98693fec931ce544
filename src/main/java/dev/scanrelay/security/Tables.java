package dev.scanrelay.security;

import dev.scanrelay.database.Jdbc;
import dev.scanrelay.id.PartnerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The tables of keys and partners for a command. */
record Tables(Jdbc jdbc) {

    private static final String ADD_KEY =
            "insert into api_key (id, partner_id, hash, name, owner, scopes, created_at, expires_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD_PARTNER = "insert into partner (id, name) values (?, ?) on conflict do nothing";
    private static final String PARTNERS = "select id, name from partner order by id";

    /** A partner as an operator sees it. */
    record Partner(PartnerId id, String name) {}

    /** Empty if no database is set. */
    static Optional<Tables> of(Config config) {
        return Jdbc.of(config).map(Tables::new);
    }

    void add(ApiKey key) throws SQLException {
        try (Connection database = jdbc.connect();
                PreparedStatement insert = database.prepareStatement(ADD_KEY)) {
            insert.setString(1, key.id());
            insert.setString(2, key.partner().value());
            insert.setBytes(3, key.hash().bytes());
            insert.setString(4, key.name());
            insert.setString(5, key.owner());
            insert.setArray(6, database.createArrayOf("text", key.scopes().toArray()));
            insert.setObject(7, key.life().createdAt().atOffset(ZoneOffset.UTC));
            insert.setObject(8, expiry(key));
            insert.executeUpdate();
        }
    }

    /** False if there is one of that id already, which stays as it is. */
    boolean add(Partner partner) throws SQLException {
        try (Connection database = jdbc.connect();
                PreparedStatement insert = database.prepareStatement(ADD_PARTNER)) {
            insert.setString(1, partner.id().value());
            insert.setString(2, partner.name());
            return insert.executeUpdate() > 0;
        }
    }

    List<Partner> partners() throws SQLException {
        try (Connection database = jdbc.connect();
                PreparedStatement select = database.prepareStatement(PARTNERS);
                ResultSet rows = select.executeQuery()) {
            List<Partner> partners = new ArrayList<>();
            while (rows.next()) {
                partners.add(new Partner(new PartnerId(rows.getString(1)), rows.getString(2)));
            }
            return partners;
        }
    }

    private static @Nullable OffsetDateTime expiry(ApiKey key) {
        return key.life().expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
    }
}
