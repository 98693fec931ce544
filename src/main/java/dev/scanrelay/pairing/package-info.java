/**
 * Who may act for a clinic: pairing through Align's login, the grants and their tokens, and the callback keys under which
 * notifications arrive. Rule: a token is sealed in the database before it is used, and no key is read from the database to verify
 * a callback.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.pairing;
