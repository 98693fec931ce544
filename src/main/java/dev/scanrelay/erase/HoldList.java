package dev.scanrelay.erase;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The account's holds. */
@Schema(description = "The account's legal holds, newest first, lifted ones too.")
record HoldList(List<HoldView> holds) {}
