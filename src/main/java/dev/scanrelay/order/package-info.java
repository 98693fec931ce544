/**
 * The orders of a partner's clinics: what is wanted, what is stored of them revision by revision, what happened, and the catalogue
 * that the API reads. Rule: what a revision holds, its event and the order's state change in one transaction, or not at all.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.order;
