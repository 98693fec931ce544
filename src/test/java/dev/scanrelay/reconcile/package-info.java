@org.jspecify.annotations.NullUnmarked
package dev.scanrelay.reconcile;
