/** The Helm chart, rendered in this JVM and held against what Kubernetes and this service take. No cluster and no start of Quarkus. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.chart;
