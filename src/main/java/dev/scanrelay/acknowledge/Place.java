package dev.scanrelay.acknowledge;

import dev.scanrelay.id.AccountId;
import java.util.Optional;

/**
 * The order of a revision that is acknowledged.
 *
 * @param revision whether there is such a revision
 * @param gone whether nothing is kept of the order any more
 * @param patient Align's id
 */
record Place(AccountId account, Optional<String> patient, boolean revision, boolean gone) {}
