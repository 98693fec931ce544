@org.jspecify.annotations.NullMarked
package dev.scanrelay.examples;
