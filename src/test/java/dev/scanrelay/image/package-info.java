/** Tests of the container images. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.image;
