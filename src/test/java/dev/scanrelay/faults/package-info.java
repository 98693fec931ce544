/**
 * The fault harness: the packaged service under everything that may break, then a checker over what is left. What is decided (what a
 * run does, whether anything is wrong) is pure and has fast tests; what gathers and breaks stands around it.
 */
@NullMarked
package dev.scanrelay.faults;

import org.jspecify.annotations.NullMarked;
