/** Clinics, doctors, patients, scans and partners, in memory and bounded. */
@NullMarked
package dev.scanrelay.local.sandbox.world;

import org.jspecify.annotations.NullMarked;
