package dev.scanrelay.transfer;

/** Where one object is. */
public record ObjectAddress(String bucket, String key) {}
