/**
 * What the scan requests of an account may choose from: doctors, scanners, procedures, kept so that a day of scan requests costs
 * Align few calls and goes on without it. Rule: what is old says so.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.practice;
