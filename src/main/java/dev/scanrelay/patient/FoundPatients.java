package dev.scanrelay.patient;

import java.util.List;

/**
 * Everyone who may be the one that was asked for.
 *
 * @param matches the likeliest first
 * @param complete false if the name has more permutations and spellings than may be tried in one call
 */
public record FoundPatients(List<PatientMatch> matches, boolean complete) {

    public FoundPatients {
        matches = List.copyOf(matches);
    }
}
