/** What tests share: the embedded services of one test run and clients of the world around the product. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.testing;
