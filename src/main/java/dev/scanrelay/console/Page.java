package dev.scanrelay.console;

import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers with a page: never kept, never framed, never telling the next site where the user came from, and without scripts. */
@Singleton
final class Page {

    private static final String CSP = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src ";

    private final Style style;

    Page(Style style) {
        this.style = style;
    }

    Response of(Notice notice) {
        return of(notice.status(), Templates.notice(notice)).build();
    }

    Response.ResponseBuilder of(int status, TemplateInstance page) {
        return page(status, page, "'self'");
    }

    /**
     * The same for a page whose form leads on to Align. Browsers hold each redirect that follows a form against {@code form-action},
     * and through which hosts Align's log-in goes is not known.
     */
    Response leadingToAlign(TemplateInstance page) {
        return page(200, page, "'self' https: http:").build();
    }

    /** On to another page, by GET. */
    Response.ResponseBuilder goTo(URI page) {
        return guarded(Response.seeOther(page), "'self'");
    }

    private Response.ResponseBuilder page(int status, TemplateInstance page, String formTargets) {
        return guarded(Response.status(status), formTargets)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(page.data("style", style.text()).render());
    }

    private Response.ResponseBuilder guarded(Response.ResponseBuilder answer, String formTargets) {
        return answer.header("Content-Security-Policy", CSP + style.source() + "; form-action " + formTargets)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("X-Robots-Tag", "noindex");
    }
}
