package dev.scanrelay.local.sandbox.oauth;

import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Form;
import dev.scanrelay.local.sandbox.http.Page;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The authorization endpoint and its login page. {@code auto_approve=<login>} answers for a doctor, for programs. */
public final class AuthorizePage {

    private static final List<String> CARRIED = List.of(
            "response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method", "scope");

    private final World world;
    private final Grants grants;

    public AuthorizePage(World world, Grants grants) {
        this.world = world;
        this.grants = grants;
    }

    public void addTo(Router router) {
        router.on("authorize", "GET", "/oauth/authorize", this::show);
        router.on("authorize", "POST", "/oauth/authorize", this::submit);
    }

    private Answer show(Request request) {
        var wish = new Form(request.query());
        checkClient(wish);
        var error = problemOf(wish);
        if (error.isPresent()) {
            return back(wish, "error", error.get());
        }
        return request.query("auto_approve")
                .map(login -> approve(wish, login))
                .orElseGet(() -> Answer.html(page(wish, "")));
    }

    private Answer submit(Request request) {
        var form = request.form();
        checkClient(form);
        var error = problemOf(form);
        if (error.isPresent()) {
            return back(form, "error", error.get());
        }
        if (form.field("answer").filter("cancel"::equals).isPresent()) {
            return back(form, "error", "access_denied");
        }
        return form.field("login")
                .flatMap(world::doctor)
                .filter(doctor ->
                        form.field("password").filter(doctor.password()::equals).isPresent())
                .map(doctor -> approve(form, doctor.login()))
                .orElseGet(() -> Answer.html(page(form, "Login or password is wrong.")));
    }

    private Answer approve(Form wish, String login) {
        if (world.doctor(login).isEmpty()) {
            throw Refusal.badRequest("no such doctor");
        }
        var code = grants.code(
                wish.required("client_id"), wish.required("redirect_uri"), wish.required("code_challenge"), login);
        return back(wish, "code", code);
    }

    /** Without a known client and address nothing may be sent back: the person sees the error. */
    private void checkClient(Form wish) {
        var address = wish.required("redirect_uri");
        var client = world.client(wish.required("client_id"));
        if (client.filter(known -> known.mayRedirectTo(address)).isEmpty()) {
            throw Refusal.badRequest("unknown client_id, or redirect_uri is not on its list");
        }
    }

    private static Optional<String> problemOf(Form wish) {
        if (!wish.field("response_type").equals(Optional.of("code"))) {
            return Optional.of("unsupported_response_type");
        }
        boolean s256 = wish.field("code_challenge_method").equals(Optional.of("S256"));
        boolean challenged =
                wish.field("code_challenge").filter(text -> text.length() == 43).isPresent();
        return s256 && challenged ? Optional.empty() : Optional.of("invalid_request");
    }

    private static Answer back(Form wish, String name, String value) {
        var address = wish.required("redirect_uri");
        var separator = address.contains("?") ? "&" : "?";
        var state = wish.field("state").map(text -> "&state=" + encode(text)).orElse("");
        return Answer.redirect(302, address + separator + name + "=" + encode(value) + state);
    }

    private String page(Form wish, String problem) {
        var hidden = new StringBuilder();
        CARRIED.forEach(name -> wish.field(name)
                .ifPresent(value -> hidden.append(
                        "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n".formatted(name, Page.escape(value)))));
        var client = Page.escape(wish.required("client_id"));
        return Page.of("Sign in", """
                <main class="narrow">
                <h1>Sign in to iTero</h1>
                <p><strong>%s</strong> asks to receive your scans.</p>
                <p class="problem" role="alert">%s</p>
                <form method="post" action="/oauth/authorize" class="stack">
                %s
                <label>Login <input name="login" autocomplete="username" autofocus></label>
                <label>Password <input name="password" type="password" autocomplete="current-password"></label>
                <div class="actions"><button name="answer" value="allow">Allow</button>
                <button name="answer" value="cancel" class="quiet">Cancel</button></div>
                </form>
                <p class="note">This is the sandbox. Doctors: %s. Password: <code>demo</code>.</p>
                </main>
                """.formatted(client, Page.escape(problem), hidden, doctors()));
    }

    private String doctors() {
        return String.join(
                ", ",
                world.doctors().stream()
                        .map(doctor -> "<code>" + Page.escape(doctor.login()) + "</code>")
                        .toList());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
