package dev.scanrelay.local.sandbox.oauth;

import dev.scanrelay.local.sandbox.fault.FaultKind;
import dev.scanrelay.local.sandbox.fault.Faults;
import dev.scanrelay.local.sandbox.fault.Target;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Delivery;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import java.util.Optional;

/** Token and revocation endpoints, in every region. */
public final class OAuthApi {

    private final Grants grants;
    private final ClientLogin logins;
    private final Faults faults;

    public OAuthApi(Grants grants, ClientLogin logins, Faults faults) {
        this.grants = grants;
        this.logins = logins;
        this.faults = faults;
    }

    public void addTo(Router router) {
        router.on("token", "POST", "/{base}/oauth/token", this::token);
        router.on("revokeToken", "POST", "/{base}/oauth/revoke", this::revoke);
    }

    private Answer token(Request request) {
        var client = logins.client(request);
        var form = request.form();
        return switch (form.required("grant_type")) {
            case "authorization_code" ->
                tokens(grants.exchange(
                        client.clientId(),
                        form.required("code"),
                        form.required("redirect_uri"),
                        form.required("code_verifier")));
            case "refresh_token" -> refresh(client.clientId(), form.required("refresh_token"));
            default -> throw error(400, "unsupported_grant_type", "authorization_code or refresh_token");
        };
    }

    private Answer refresh(String clientId, String refreshToken) {
        var account = grants.accountOf(refreshToken);
        var tokens = grants.refresh(clientId, refreshToken);
        boolean lost = faults.hits(FaultKind.REFRESH_ANSWER_LOST, new Target("token", account, Optional.empty()));
        return lost ? Answer.of(200).with(Delivery.PLAIN.silent()) : tokens(tokens);
    }

    private Answer revoke(Request request) {
        var client = logins.client(request);
        grants.revoke(client.clientId(), request.form().required("token"));
        return Answer.of(200);
    }

    private static Answer tokens(TokenSet tokens) {
        return Answer.json(tokens).with("Cache-Control", "no-store");
    }

    static Refusal error(int status, String code, String message) {
        return new Refusal(status, code, message);
    }
}
