/**
 * The listener of a clinic behind a firewall: follows the feed and keeps the files of each order in a folder. It runs at the clinic and knows
 * of the service what its API says. Rule: the place in the feed is written down after the files it stands for, so whatever ends the process
 * loses nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.listen;
