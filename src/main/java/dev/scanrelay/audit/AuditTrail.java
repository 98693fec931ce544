package dev.scanrelay.audit;

import dev.scanrelay.id.AccountId;
import jakarta.enterprise.context.RequestScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the request at hand is about, noted by its resource while it goes on. Ids only. */
@RequestScoped
public class AuditTrail {

    private final Set<String> accounts = new LinkedHashSet<>();
    private final Set<String> orders = new LinkedHashSet<>();
    private final Set<String> patients = new LinkedHashSet<>();

    public void account(AccountId account) {
        accounts.add(account.value());
    }

    /** Our id of an order, or the RxID of one that has none yet. */
    public void order(Object order) {
        orders.add(order.toString());
    }

    /** Align's patient ids. */
    public void patients(Collection<String> ids) {
        patients.addAll(ids);
    }

    public void patient(String id) {
        patients.add(id);
    }

    Set<String> accounts() {
        return Set.copyOf(accounts);
    }

    Set<String> orders() {
        return Set.copyOf(orders);
    }

    Set<String> patients() {
        return Set.copyOf(patients);
    }
}
