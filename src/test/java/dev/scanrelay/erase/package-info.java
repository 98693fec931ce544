/** Tests of erasing. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.erase;
