/** How every error looks to a caller: RFC 9457 problem JSON that says what to do and repeats nothing that came in. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.problem;
