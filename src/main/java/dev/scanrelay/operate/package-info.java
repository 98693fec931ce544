/**
 * Commands that change something. Rule: they call the running service as anybody does, with a key, so that what they do is permitted, checked
 * and on record like every other call.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.operate;
