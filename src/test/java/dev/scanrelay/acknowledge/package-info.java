@NullMarked
package dev.scanrelay.acknowledge;

import org.jspecify.annotations.NullMarked;
