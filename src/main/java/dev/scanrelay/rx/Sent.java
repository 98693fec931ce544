package dev.scanrelay.rx;

import java.util.Optional;

/**
 * The patient as he is sent to Align.
 *
 * @param update whether Align shall change its own spelling (P3)
 * @param patientId Align's id of him, if he is one of those who were found
 */
record Sent(Person patient, boolean update, Optional<String> patientId) {}
