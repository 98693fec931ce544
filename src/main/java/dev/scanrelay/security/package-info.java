/**
 * Who may call /api: keys owned by a partner, with scopes and perhaps a list of accounts. Rule: a key's secret exists in the answer
 * that made it and with its holder; we keep a hash.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.security;
