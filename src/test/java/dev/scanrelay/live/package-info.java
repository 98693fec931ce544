@org.jspecify.annotations.NullUnmarked
package dev.scanrelay.live;
