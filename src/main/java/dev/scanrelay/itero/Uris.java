package dev.scanrelay.itero;

import com.damnhandy.uri.template.MalformedUriTemplateException;
import com.damnhandy.uri.template.UriTemplate;
import dev.scanrelay.itero.IteroException.Kind;
import java.util.Map;
import okhttp3.HttpUrl;

/** Turns an endpoint's template into the address of one request. */
final class Uris {

    private final Trust trust;

    Uris(Trust trust) {
        this.trust = trust;
    }

    HttpUrl of(Directory directory, Endpoint endpoint, Map<String, Object> variables) {
        String template = directory
                .template(endpoint)
                .orElseThrow(() -> IteroException.of(endpoint, Kind.REFUSED, "endpoint_missing"));
        // Every time, not only when Discovery was read: a stored directory may be older than the settings.
        return trust.endpoint(endpoint, expanded(endpoint, template, variables));
    }

    private static String expanded(Endpoint endpoint, String template, Map<String, Object> variables) {
        try {
            return UriTemplate.fromTemplate(template).set(variables).expand();
        } catch (MalformedUriTemplateException | com.damnhandy.uri.template.VariableExpansionException malformed) {
            throw IteroException.of(endpoint, Kind.TRANSIENT, "endpoint_malformed");
        }
    }
}
