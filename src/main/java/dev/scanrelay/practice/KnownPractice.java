package dev.scanrelay.practice;

import java.time.Instant;

/**
 * A practice as we know it.
 *
 * @param asOf when Align told
 * @param stale whether it is older than it should be, because Align can't be asked now
 */
public record KnownPractice(Practice practice, Instant asOf, boolean stale) {}
