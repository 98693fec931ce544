package dev.scanrelay.local.sandbox.http;

/** The end of a call that is refused; the server answers it as problem JSON. */
public final class Refusal extends RuntimeException {

    private final transient Answer answer;

    public Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.answer = Answer.problem(status, code, message);
    }

    public static Refusal badRequest(String message) {
        return new Refusal(400, "bad_request", message);
    }

    public static Refusal notFound(String what) {
        return new Refusal(404, what + "_not_found", "no such " + what);
    }

    Answer answer() {
        return answer;
    }
}
