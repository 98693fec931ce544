/** From an iTero scan-ready webhook to an order-ready event. One package a feature; see docs/architecture.md. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay;
