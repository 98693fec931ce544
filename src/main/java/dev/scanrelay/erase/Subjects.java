package dev.scanrelay.erase;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/** What a call is about: on the audit record first, and 404 if it is none of the caller's. */
@ApplicationScoped
class Subjects {

    private static final String KNOWS = """
            select exists (select 1 from pairing where partner_id = :partner and account_id = :account)
                or exists (select 1 from scan_order where partner_id = :partner and account_id = :account), 1""";

    private static final String OF_ACCOUNT = """
            select count(*), 1 from scan_order where id = :order and partner_id = :partner and account_id = :account""";

    private final Database database;
    private final Caller caller;
    private final AuditTrail trail;

    Subjects(Database database, Caller caller, AuditTrail trail) {
        this.database = database;
        this.caller = caller;
        this.trail = trail;
    }

    AccountId own(AccountId account) {
        AccountId own = caller.own(account, "account");
        trail.account(own);
        if (!knows(caller.partner(), own)) {
            throw Problems.notFound("account");
        }
        return own;
    }

    Target own(Target target) {
        switch (target) {
            case Target.OfPatient patient -> trail.patient(patient.patientId());
            case Target.OfOrder order -> {
                trail.order(order.order());
                if (!isOfAccount(order)) {
                    throw Problems.notFound("order");
                }
            }
        }
        return target;
    }

    private boolean knows(PartnerId partner, AccountId account) {
        return database.read(session -> session.createNativeQuery(KNOWS, Object[].class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .getSingleResult()
                .map(row -> (boolean) row[0]));
    }

    private boolean isOfAccount(Target.OfOrder target) {
        return database.read(session -> session.createNativeQuery(OF_ACCOUNT, Object[].class)
                        .setParameter("order", target.order())
                        .setParameter("partner", target.partner().value())
                        .setParameter("account", target.account().value())
                        .getSingleResult()
                        .map(row -> ((Number) row[0]).longValue()))
                > 0;
    }
}
