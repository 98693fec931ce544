package dev.scanrelay.patient;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The one door to patients for other features. Calls block and belong on virtual threads. */
@ApplicationScoped
public class Patients {

    /**
     * Everyone at Align who may be this person, the likeliest first, over all permutations of the name.
     *
     * @throws dev.scanrelay.itero.IteroException if Align does not answer
     * @throws dev.scanrelay.pairing.PairingUnavailable if there is no grant to call with
     */
    public List<PatientMatch> find(PartnerId partner, AccountId account, PatientQuery query) {
        throw new UnsupportedOperationException("to come");
    }
}
