/** What is checked before anything starts: a setting that can't work stops the start with one line that names it. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.startup;
