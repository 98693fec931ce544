package dev.scanrelay.endpoint;

/** The statements of {@link Endpoints}. */
final class EndpointSql {

    private static final String SELECT = """
            select id, partner_id, url, array_to_string(accounts, ',') as accounts, array_to_string(types, ',') as types, description,
                   payload, concurrency, per_second, disabled_reason, case when held_until > now() then held_for end as held_for,
                   created_at, updated_at, version
              from endpoint where\s""";

    static final String FIND = SELECT + "partner_id = :partner and id = :id";

    // A caller limited to accounts sees what is wholly within them.
    static final String LIST = SELECT + """
            partner_id = :partner and id > :after
               and (:accounts = '' or accounts <> '{}' and accounts <@ string_to_array(:accounts, ','))
             order by id limit :limit""";

    static final String BY_IDS = SELECT + "id = any(cast(string_to_array(:ids, ',') as uuid[]))";

    static final String COUNT = "select count(*) from endpoint where partner_id = :partner";

    static final String INSERT = """
            insert into endpoint (id, partner_id, url, accounts, types, description, payload, concurrency, per_second, enabled, disabled_reason,
                                  created_at, updated_at)
            values (:id, :partner, :url, string_to_array(:accounts, ','), string_to_array(:types, ','), :description, :payload, :concurrency,
                    :perSecond, :enabled, case when :enabled then null else 'by-hand' end, :now, :now)""";

    static final String UPDATE = """
            update endpoint
               set url = :url, accounts = string_to_array(:accounts, ','), types = string_to_array(:types, ','), description = :description,
                   payload = :payload, concurrency = :concurrency, per_second = :perSecond, enabled = :enabled,
                   disabled_reason = case when :enabled then null else coalesce(disabled_reason, 'by-hand') end,
                   failing_since = null, probe = null, streak = 0, due_at = now(), held_until = null, held_for = null,
                   updated_at = :now, version = version + 1
             where partner_id = :partner and id = :id and (:expected = 0 or version = :expected)""";

    /** As it was before a change, and as it is for whoever is told of it. */
    static final String TOLD = """
            select partner_id, array_to_string(accounts, ',') as accounts, enabled from endpoint where id = :id for no key update""";

    static final String DELETE = "delete from endpoint where partner_id = :partner and id = :id";

    static final String DISABLE = """
            update endpoint set enabled = false, disabled_reason = :reason, updated_at = now(), version = version + 1
             where id = :id and enabled""";

    static final String SECRETS = """
            select id, kind, secret, public_key, created_at, expires_at, endpoint_id from endpoint_secret
             where endpoint_id = any(cast(string_to_array(:ids, ',') as uuid[])) and (expires_at is null or expires_at > :now)
             order by expires_at is not null, kind desc, created_at desc""";

    /** So that two rotations take turns. */
    static final String LOCK = "select id, version from endpoint where id = :endpoint for update";

    static final String STAYING = """
            select count(*) from endpoint_secret
             where endpoint_id = :endpoint and kind = :kind and least(expires_at, cast(:expires as timestamptz)) > :now""";

    // Those that were retired before are not to outlive the grace either: without one, all end at once.
    static final String RETIRE = """
            update endpoint_secret set expires_at = least(expires_at, cast(:expires as timestamptz))
             where endpoint_id = :endpoint and kind = :kind""";

    static final String ADD_SECRET = """
            insert into endpoint_secret (id, endpoint_id, kind, secret, public_key, created_at)
            values (:id, :endpoint, :kind, :secret, :public, :now)""";

    /** With a new secret it may be readable again. */
    static final String LET_GO = """
            update endpoint set held_until = null, held_for = null, due_at = now() where id = :endpoint and held_until is not null""";

    static final String FORGET_SECRETS =
            "delete from endpoint_secret where endpoint_id = :endpoint and expires_at <= :now";

    private EndpointSql() {}
}
