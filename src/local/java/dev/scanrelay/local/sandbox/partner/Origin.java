package dev.scanrelay.local.sandbox.partner;

import java.net.URI;

/** Where the cloud and its storage listen; known once both are bound. */
public record Origin(URI api, URI storage) {}
