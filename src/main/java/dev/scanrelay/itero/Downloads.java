package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.itero.Download.ContentRange;
import dev.scanrelay.itero.Exchange.Call;
import dev.scanrelay.itero.IteroException.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Opens downloads. A redirect is followed by hand: the token goes with it within the origin of the endpoint and nowhere else,
 * and once left behind it stays behind.
 */
final class Downloads {

    private static final int MOST_REDIRECTS = 3;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final Requests requests;
    private final Exchange exchange;
    private final Trust trust;

    Downloads(Requests requests, Exchange exchange, Trust trust) {
        this.requests = requests;
        this.exchange = exchange;
        this.trust = trust;
    }

    /** Which bytes: from where, up to and with the last if given, and only if they are still those of this tag. */
    record Part(long offset, OptionalLong last, Optional<String> ifRange) {

        static final Part WHOLE = new Part(0, OptionalLong.empty(), Optional.empty());

        static Part of(FileWish.Span span) {
            return new Part(span.first(), span.last(), Optional.of(span.ifRange()));
        }

        Part(long offset, Optional<String> ifRange) {
            this(offset, OptionalLong.empty(), ifRange);
        }

        Optional<String> header() {
            boolean whole = offset == 0 && last.isEmpty();
            String end = last.isPresent() ? Long.toString(last.getAsLong()) : "";
            return whole ? Optional.empty() : Optional.of("bytes=" + offset + "-" + end);
        }
    }

    private record Target(HttpUrl url, Credentials credentials) {

        boolean withToken() {
            return credentials != Credentials.NO_TOKEN_ON_LINK;
        }
    }

    Download open(Access access, AccountId account, String orderId, IteroArtifact artifact, Part part) {
        Map<String, Object> variables =
                Map.of("companyId", account.value(), "orderId", orderId, "type", artifact.type());
        Target endpoint = new Target(requests.uri(access, Endpoint.DOWNLOAD, variables), Credentials.TOKEN);
        Target target = artifact.downloadUrl()
                .map(URI::toString)
                .map(link -> next(endpoint, link))
                .orElse(endpoint);
        return download(
                follow(access, target, part, MOST_REDIRECTS),
                artifact.contentType().or(artifact::fileName).orElse(""));
    }

    /** Several files, which come in one zip, or one in a form that the order does not list. */
    Download open(Access access, String orderId, FileWish wish) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("orderId", orderId);
        if (!wish.types().isEmpty()) {
            variables.put("type", wish.types().toArray(String[]::new)); // of an immutable list it makes nothing
        }
        wish.fileFormat().ifPresent(format -> variables.put("fileFormat", format));
        wish.fileType().ifPresent(type -> variables.put("fileType", type));
        Target endpoint = new Target(requests.uri(access, Endpoint.DOWNLOAD, variables), Credentials.TOKEN);
        Part part = wish.span().map(Part::of).orElse(Part.WHOLE);
        return answering(part, download(follow(access, endpoint, part, MOST_REDIRECTS), ""));
    }

    /** Handed on as it is, so it has to be what was asked for: nobody behind us could tell. */
    private static Download answering(Part part, Download download) {
        boolean partial = download.status() == 206;
        boolean ours =
                download.range().filter(range -> range.start() == part.offset()).isPresent();
        if (download.identityEncoded() && (!partial || (part.header().isPresent() && ours))) {
            return download;
        }
        try (download) {
            throw IteroException.malformed(Endpoint.DOWNLOAD);
        } catch (IOException closing) {
            throw IteroException.malformed(Endpoint.DOWNLOAD);
        }
    }

    private Exchange.Open follow(Access access, Target target, Part part, int redirectsLeft) {
        Exchange.Open open = exchange.open(call(access, target, part));
        Response response = open.response();
        if (!response.isRedirect()) {
            return open;
        }
        response.close();
        if (redirectsLeft == 0) {
            throw IteroException.of(Endpoint.DOWNLOAD, Kind.REFUSED, "too_many_redirects");
        }
        return follow(access, next(target, location(response)), part, redirectsLeft - 1);
    }

    private Target next(Target from, String link) {
        @Nullable HttpUrl to = from.url().resolve(link);
        if (to != null && from.withToken() && Trust.sameOrigin(from.url(), to)) {
            return new Target(to, Credentials.TOKEN_ON_LINK);
        }
        return new Target(
                trust.storage(Endpoint.STORAGE, to == null ? "" : to.toString()), Credentials.NO_TOKEN_ON_LINK);
    }

    private static String location(Response response) {
        return Optional.ofNullable(response.header("Location"))
                .orElseThrow(() -> IteroException.malformed(Endpoint.DOWNLOAD));
    }

    private static Call call(Access access, Target target, Part part) {
        Request.Builder request = target.withToken()
                ? Requests.bearer(target.url(), access.accessToken())
                : new Request.Builder().url(target.url());
        // Asked for in so many words: left unsaid, OkHttp asks for gzip and hides that it got it.
        request.header("Accept", "*/*").header("Accept-Encoding", "identity");
        part.header().ifPresent(range -> {
            request.header("Range", range);
            part.ifRange().ifPresent(tag -> request.header("If-Range", tag));
        });
        return new Call(
                target.withToken() ? Endpoint.DOWNLOAD : Endpoint.STORAGE,
                access.directory().region(),
                target.credentials(),
                // What comes by a link has been asked for already.
                access.caller().filter(whose -> target.credentials() == Credentials.TOKEN),
                request.build());
    }

    /** @param promised the media type or name of what should come, if known */
    private static Download download(Exchange.Open open, String promised) {
        Response response = open.response();
        boolean bytes = response.code() == 200 || response.code() == 206;
        if (!bytes || isPageInstead(response, promised)) {
            response.close();
            throw IteroException.malformed(Endpoint.DOWNLOAD);
        }
        return new Download(
                response.code(),
                Optional.ofNullable(response.header("ETag")).filter(tag -> tag.startsWith("\"")),
                length(response.body().contentLength()),
                range(response),
                Optional.ofNullable(response.header("Content-Type")),
                response.header("Content-Encoding", "identity").equalsIgnoreCase("identity"),
                new InterruptibleBody(response.body().byteStream(), open.cancel()));
    }

    /** A proxy's "try again later", sent as if it were the file. */
    private static boolean isPageInstead(Response response, String promised) {
        return response.header("Content-Type", "").startsWith("text/html")
                && !promised.toLowerCase(Locale.ROOT).contains("htm");
    }

    private static OptionalLong length(long contentLength) {
        return contentLength < 0 ? OptionalLong.empty() : OptionalLong.of(contentLength);
    }

    private static Optional<ContentRange> range(Response response) {
        Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range", ""));
        if (response.code() != 206 || !range.matches()) {
            return Optional.empty();
        }
        String total = range.group(3);
        return Optional.of(new ContentRange(
                Long.parseLong(range.group(1)),
                Long.parseLong(range.group(2)),
                total.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total))));
    }
}
