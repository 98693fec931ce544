/**
 * Secrets that a platform mounts as files: a config source whose file names are setting names, and what happens when a file changes.
 * No value leaves this package but as the setting it is.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.mounted;
