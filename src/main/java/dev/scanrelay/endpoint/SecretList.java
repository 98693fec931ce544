package dev.scanrelay.endpoint;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What deliveries to an endpoint are signed with now. */
@Schema(name = "EndpointSecretList")
record SecretList(List<SecretView> secrets) {}
