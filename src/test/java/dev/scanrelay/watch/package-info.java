/** What watches the service in production: alert rules, runbooks and dashboards, held against the service itself. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.watch;
