/** Nobody sees what is another's: walks over every operation of the running service's own description. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.isolation;
