package dev.scanrelay.republish;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The latest republications. */
@Schema(description = "The partner's latest republications, newest first.")
record RepublicationList(List<RepublicationView> republications) {}
