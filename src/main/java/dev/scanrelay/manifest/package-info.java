/**
 * What a revision is, written beside its files: enough to rebuild the catalogue from the store alone. Rule: nothing of a person is in a
 * manifest, and no name that the vendor gave a file.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.manifest;
