/** Tests of the build's product. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.build;
