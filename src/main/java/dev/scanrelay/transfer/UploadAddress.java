package dev.scanrelay.transfer;

/** A multipart upload under way. */
record UploadAddress(ObjectAddress object, String uploadId) {}
