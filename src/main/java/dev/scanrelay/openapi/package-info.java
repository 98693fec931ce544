/**
 * The description of the API, as far as it follows from rules instead of being said resource by resource. Runs while the service
 * is built; nothing of it runs with the service.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.openapi;
