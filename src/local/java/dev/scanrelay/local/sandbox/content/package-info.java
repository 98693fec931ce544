/** What scans consist of: zips, meshes, pictures and papers that follow from a seed, readable from any offset. Knows nothing of HTTP. */
@NullMarked
package dev.scanrelay.local.sandbox.content;

import org.jspecify.annotations.NullMarked;
