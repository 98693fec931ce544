/**
 * Bytes: download, hash, unpack, multipart upload; and the object store. Rule: the S3 library, and S3 itself, are known here
 * alone; memory is bounded by the part budget whatever happens.
 */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.transfer;
