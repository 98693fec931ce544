package dev.scanrelay.itero;

import dev.scanrelay.itero.Exchange.Call;
import dev.scanrelay.secret.Secret;
import java.util.Map;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Builds requests: address from the directory, credentials, body. */
final class Requests {

    private static final MediaType JSON = MediaType.get("application/json");

    private final Uris uris;

    Requests(Uris uris) {
        this.uris = uris;
    }

    Call get(Access access, Endpoint endpoint, Map<String, Object> variables) {
        return call(access, endpoint, bearer(uri(access, endpoint, variables), access.accessToken()));
    }

    Call delete(Access access, Endpoint endpoint, Map<String, Object> variables) {
        return call(
                access,
                endpoint,
                bearer(uri(access, endpoint, variables), access.accessToken()).delete());
    }

    Call post(Access access, Endpoint endpoint, Object body) {
        RequestBody json = RequestBody.create(Json.write(body), JSON);
        return call(
                access,
                endpoint,
                bearer(uri(access, endpoint, Map.of()), access.accessToken()).post(new SentOnce(json)));
    }

    /** As {@link #post}: a PUT of ours is repeated by the caller or not at all. */
    Call put(Access access, Endpoint endpoint, Map<String, Object> variables, Object body) {
        RequestBody json = RequestBody.create(Json.write(body), JSON);
        return call(
                access,
                endpoint,
                bearer(uri(access, endpoint, variables), access.accessToken()).put(new SentOnce(json)));
    }

    Call form(PartnerClient client, Directory directory, Endpoint endpoint, Map<String, String> fields) {
        FormBody.Builder form = new FormBody.Builder();
        fields.forEach(form::add);
        Request request = accepting(uris.of(directory, endpoint, Map.of()))
                .header("Authorization", client.basic())
                .post(new SentOnce(form.build()))
                .build();
        return new Call(endpoint, directory.region(), Credentials.CLIENT, Optional.empty(), request);
    }

    HttpUrl uri(Access access, Endpoint endpoint, Map<String, Object> variables) {
        return uris.of(access.directory(), endpoint, variables);
    }

    static Request.Builder bearer(HttpUrl url, Secret token) {
        return accepting(url).header("Authorization", "Bearer " + token.reveal());
    }

    static Request.Builder accepting(HttpUrl url) {
        return new Request.Builder().url(url).header("Accept", "application/json");
    }

    private static Call call(Access access, Endpoint endpoint, Request.Builder request) {
        return new Call(endpoint, access.directory().region(), Credentials.TOKEN, access.caller(), request.build());
    }
}
