package dev.scanrelay.endpoint;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new endpoint and its secret, told this once. */
@Schema(name = "NewEndpoint")
record NewEndpointView(EndpointView endpoint, SecretView secret) {

    @Override
    public String toString() {
        return "NewEndpointView[" + endpoint.id() + "]";
    }
}
