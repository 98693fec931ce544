/**
 * Patients at Align, for the practice software that is their master: who is there, why they match, and changes of names and chart
 * numbers. Rule: nothing about a patient is kept here, and nothing but ids leaves in a log, a URL or an error.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.patient;
