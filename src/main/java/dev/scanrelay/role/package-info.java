/** Which parts of the service this process runs. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.role;
