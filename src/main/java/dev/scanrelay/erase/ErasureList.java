package dev.scanrelay.erase;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The latest erasures. */
@Schema(description = "The account's latest erasures, newest first.")
record ErasureList(List<ErasureView> erasures) {}
