package dev.scanrelay.erase;

/**
 * What an erasure does to each table that holds something of a patient. {@code ColumnsTest} holds this against the database: a column that
 * is new has to be told there, and here if it may hold something of a patient.
 */
final class ErasureSql {

    private static final String ACCOUNT =
            "hashtextextended(concat_ws('/', 'scanrelay.account', cast(:partner as text), cast(:account as text)), 0)";

    /**
     * Whoever records something of an account's patients, erases it or sets a hold takes this lock first: shared, or alone. So whoever comes
     * later sees what the one before has committed. It needs no row: a rebuilt catalogue knows orders of accounts that are not paired.
     */
    static final String ACCOUNT_SHARED = "select 1, cast(pg_advisory_xact_lock_shared(%s) as text)".formatted(ACCOUNT);

    static final String ACCOUNT_ALONE = "select 1, cast(pg_advisory_xact_lock(%s) as text)".formatted(ACCOUNT);

    static final String LOCK = """
            select rx_id, origin, state, latest_revision from scan_order
             where id = :order and partner_id = :partner and account_id = :account for update""";

    /** The lock of the commands that move an order's objects: what they copy is named by its rows, or not begun. */
    static final String NOT_MOVING = """
            select pg_try_advisory_xact_lock(hashtextextended('scanrelay.store/' || cast(cast(:order as uuid) as text), 0)), 1""";

    /**
     * It came back with a rebuilt catalogue, and the vendor was not asked for it since: whose it is nobody knows. One of which the vendor named
     * no patient is not meant.
     */
    static final String UNIDENTIFIED =
            "(o.latest_revision > 0 and o.seen_at is null and o.state not in ('erased', 'expired'))";

    /** Those of which some may be of the patient of the erasure e. */
    static final String UNIDENTIFIED_OF = """
            scan_order o where e.order_id is null and o.partner_id = e.partner_id and o.account_id = e.account_id
               and (o.created_at <= e.asked_at or o.scanned_at <= e.asked_at) and """ + UNIDENTIFIED;

    private static final String HOLDS = """
            select cast(h.id as text) as hold from legal_hold h join scan_order o on o.id = :order
              left join scan_request r on r.id = o.scan_request_id
             where h.lifted_at is null and h.partner_id = o.partner_id and h.account_id = o.account_id
               and (h.order_id = o.id or lower(h.patient_id) in (lower(o.patient_id), lower(r.patient_id))
                    or h.id in (select hold_id from held_order where order_id = o.id)
                    or %s)
             order by h.set_at, h.id""";

    /**
     * Of the order, or of its patient: the one that Align names, or, before there is a scan, the one it was requested for. Where nobody knows
     * whose it is, every patient's.
     */
    static final String HELD = HOLDS.formatted("(h.patient_id is not null and " + UNIDENTIFIED + ")");

    /** The same once the vendor has named a patient of it. */
    static final String HELD_AS_OF = HOLDS.formatted("lower(h.patient_id) = lower(cast(:patient as text))");

    /** The vendor is about to make it another patient's order: what held it as the former's holds it on. */
    static final String HOLD_ON = """
            insert into held_order (order_id, hold_id)
            select o.id, h.id from scan_order o join legal_hold h
                on h.partner_id = o.partner_id and h.account_id = o.account_id and lower(h.patient_id) = lower(o.patient_id)
             where o.id = :order and h.lifted_at is null
               and lower(o.patient_id) is distinct from lower(cast(:patient as text))
                on conflict do nothing""";

    /** A request whose answer is still to come from Align: it would come back with it. */
    static final String SENDING = """
            select count(*), 1 from scan_request r join scan_order o on o.id = :order
             where r.state = 'sending'
               and (r.id = o.scan_request_id or (r.partner_id = o.partner_id and r.account_id = o.account_id and r.rx_id = o.rx_id))""";

    // An attempt under way can't be recorded any more, and the sweeper looks under all prefixes until they stay empty.
    static final String REVOKE_ATTEMPTS = """
            update attempt set state = 'revoked', ended_at = coalesce(ended_at, clock_timestamp()), clean_since = null,
                   look_at = clock_timestamp() + interval '1 minute'
             where order_id = :order and state <> 'swept'""";

    static final String REMOVE_OBJECTS_OF = """
            insert into objects_to_remove (order_id, due_at) values (:order, clock_timestamp())
                on conflict (order_id) do update set due_at = excluded.due_at""";

    static final String NOTE_OBJECTS = """
            insert into erased_object (order_id, store, bucket, object_key)
            select order_id, store, bucket, object_key from order_object where order_id = :order
                on conflict do nothing""";

    static final String FORGET_ARTIFACTS = "delete from artifact where order_id = :order";

    static final String FORGET_STRAYS = "delete from stray_object where order_id = :order";

    /** Numbers stay, so that what comes of an expired order later is a new revision. */
    static final String FORGET_CONTENT = """
            update revision set fingerprint = '', manifest_store = null, manifest_bucket = null, manifest_key = null
             where order_id = :order""";

    static final String FORGET_ACKNOWLEDGEMENTS = "delete from acknowledgement where order_id = :order";

    /** Answers of endpoints may hold anything. */
    static final String FORGET_ANSWERS = """
            update delivery_attempt a set body = null
              from delivery d
             where a.delivery_id = d.id and a.body is not null
               and d.endpoint_id in (select id from endpoint where partner_id = :partner)
               and d.position in (
                   select feed_position from outbox where ordering_key = :key and feed_position is not null
                   union all
                   select feed_position from announced_event where order_id = :order)""";

    static final String FORGET_KEPT_EVENTS = """
            delete from announced_event
             where order_id = :order or (order_id is null and ordering_key = 'parked/' || cast(:key as text))""";

    /** Events of it that are announced, or that nobody is about to announce. */
    static final String FORGET_EVENTS = """
            delete from outbox
             where ordering_key in (:key, 'parked/' || cast(:key as text)) and (announced_at is not null or batch is null)""";

    /** What the relay is announcing at this moment stays with its ids alone. */
    static final String REDACT_EVENTS = """
            update outbox set data = cast((cast(data as jsonb) - 'patientId' - 'reference' - 'patientDiffers') as json)
             where ordering_key in (:key, 'parked/' || cast(:key as text))""";

    static final String FORGET_REQUESTS = """
            delete from scan_request r using scan_order o
             where o.id = :order and r.state <> 'sending'
               and (r.id = o.scan_request_id or (r.partner_id = o.partner_id and r.account_id = o.account_id and r.rx_id = o.rx_id))""";

    /** All but its ids, and when it was what. */
    static final String FORGET_ORDER = """
            update scan_order
               set state = :state, done = wanted, failures = 0, failure = null, failed_at = null, absent_since = null,
                   incomplete_since = null, lease_owner = null, lease_until = null, lease_token = lease_token + 1,
                   vendor_status = null, doctor_id = null, procedure_name = null, scanned_at = null, modified_at = null,
                   patient_id = null, patient_first_name = null, patient_last_name = null, chart_number = null,
                   chart_number_index = null, patient_differs = null, seen_at = null, reference = null, scan_request_id = null,
                   offer = null, swept_sign = null, swept_at = null, asked_at = null, ask_failed_at = null, ask_failure = null,
                   trace_parent = null, changed_at = now()
             where id = :order""";

    /** It stays as it is, and is looked at no more until something new is told of it. */
    static final String LEAVE = """
            update scan_order
               set done = wanted, failures = 0, failure = null, failed_at = null, absent_since = null,
                   lease_owner = null, lease_until = null, lease_token = lease_token + 1
             where id = :order""";

    static final String TELL_TIMELINE =
            "insert into timeline (order_id, at, what, cause) values (:order, :now, :what, :cause)";

    static final String BURY = """
            insert into erased_order (order_id, partner_id, account_id, rx_id, patient_index, erasure_id, erased_at, erased_by, stored_at)
            values (:order, :partner, :account, :rx, cast(:index as bytea), cast(cast(:erasure as text) as uuid), :at, :by,
                    case when :stored then cast(:at as timestamptz) end)
                on conflict do nothing""";

    /** Its time is over, and nothing of it is wanted, worked on, about to be announced or delivered, or held. */
    static final String OLD = """
            o.state not in ('erased', 'expired') and (o.done >= o.wanted or o.state = 'parked') and o.lease_owner is null
               and o.changed_at < now() - :seconds * interval '1 second'
               and not exists (select 1 from legal_hold h
                                where h.lifted_at is null and h.order_id = o.id)
               and not exists (select 1 from held_order k join legal_hold h on h.id = k.hold_id
                                where k.order_id = o.id and h.lifted_at is null)
               and not exists (select 1 from legal_hold h
                                where h.lifted_at is null and h.partner_id = o.partner_id and h.account_id = o.account_id
                                  and lower(h.patient_id) = lower(o.patient_id))
               and not exists (select 1 from legal_hold h
                                where h.lifted_at is null and h.partner_id = o.partner_id and h.account_id = o.account_id
                                  and h.patient_id is not null and %s)
               and not exists (select 1 from scan_request r join legal_hold h
                                   on h.partner_id = r.partner_id and h.account_id = r.account_id
                                      and lower(h.patient_id) = lower(r.patient_id)
                                where r.id = o.scan_request_id and h.lifted_at is null)
               and not exists (select 1 from outbox b
                                where b.ordering_key = o.partner_id || '/' || o.account_id || '/' || o.rx_id
                                  and b.announced_at is null)
               and not exists (select 1 from endpoint e join delivery d on d.endpoint_id = e.id
                                where e.partner_id = o.partner_id and d.state in ('waiting', 'due')
                                  and d.ordering_key = o.partner_id || '/' || o.account_id || '/' || o.rx_id)
               and not exists (select 1 from scan_request r where r.id = o.scan_request_id and r.state = 'sending')""".formatted(UNIDENTIFIED);

    static final String IS_OLD = "select o.id, 1 from scan_order o where o.id = :order and " + OLD;

    // What belongs to a patient and to no order of ours.

    /** Of orders that turned out to be another patient's: they stay, as orders that nobody had asked for. */
    static final String FORGET_REQUESTED_FOR = """
            update scan_order o set reference = null, patient_differs = null, scan_request_id = null, changed_at = now()
              from scan_request r
             where r.partner_id = :partner and r.account_id = :account and lower(r.patient_id) = lower(:patient) and r.state <> 'sending'
               and r.created_at <= :at and o.scan_request_id = r.id""";

    static final String FORGET_REQUESTS_OF_PATIENT = """
            delete from scan_request
             where partner_id = :partner and account_id = :account and lower(patient_id) = lower(:patient) and state <> 'sending'
               and created_at <= :at""";

    /** Others whose search found the patient: what they found is told in the answer, and matters no more. */
    static final String FORGET_CANDIDATES = """
            update scan_request set candidates = '[]'
             where partner_id = :partner and account_id = :account
               and position('"' || lower(cast(:patient as text)) || '"' in lower(candidates)) > 0""";

    static final String SENDING_OF_PATIENT = """
            select count(*), 1 from scan_request
             where partner_id = :partner and account_id = :account and lower(patient_id) = lower(:patient) and state = 'sending'
               and created_at <= :at""";

    /**
     * Known, or scanned, up to a time. What comes later is a new treatment. An order that was requested for the patient is his until the
     * vendor says whose it is.
     */
    static final String ORDERS_OF_PATIENT = """
            select id, 1 from (
                select id from scan_order
                 where partner_id = :partner and account_id = :account and lower(patient_id) = lower(:patient)
                   and (created_at <= :at or scanned_at <= :at)
                 union
                select o.id from scan_request r join scan_order o on o.id = r.order_id
                 where r.partner_id = :partner and r.account_id = :account and lower(r.patient_id) = lower(:patient)
                   and r.created_at <= :at and o.patient_id is null) of_patient
             where id > :after order by id limit :most""";

    static final String HOLDS_OF_PATIENT = """
            select cast(h.id as text) as hold from legal_hold h
             where h.lifted_at is null and h.partner_id = :partner and h.account_id = :account
               and (lower(h.patient_id) = lower(:patient)
                    or h.order_id in (select id from scan_order o
                                       where o.partner_id = :partner and o.account_id = :account
                                         and lower(o.patient_id) = lower(:patient))
                    or h.order_id in (select r.order_id from scan_request r
                                       where r.partner_id = :partner and r.account_id = :account
                                         and lower(r.patient_id) = lower(:patient))
                    or h.id in (select k.hold_id from held_order k join scan_order o on o.id = k.order_id
                                 where o.partner_id = :partner and o.account_id = :account
                                   and lower(o.patient_id) = lower(:patient)))
             order by h.set_at, h.id""";

    /** An order scanned, or known, up to the erasure of its patient. */
    static final String BARRED = """
            select p.patient_index, p.erased_at, p.erased_by,
                   (select cast(e.id as text) from erasure e
                     where e.partner_id = p.partner_id and e.account_id = p.account_id and e.patient_index = p.patient_index
                       and e.ended_at is null and e.order_id is null) as erasure
              from erased_patient p join scan_order o on o.id = :order
             where p.partner_id = :partner and p.account_id = :account and p.patient_index in (:indexes)
               and (o.created_at <= p.erased_at or cast(:scanned as timestamptz) <= p.erased_at)
             limit 1""";

    private ErasureSql() {}
}
