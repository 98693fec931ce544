/** Backups are worth what a restore from them gives. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.restore;
