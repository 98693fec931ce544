package dev.scanrelay.endpoint;

import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint's version as an entity tag, so that nobody overwrites a change he has not seen. */
final class Version {

    private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    private Version() {}

    static String tag(Endpoint endpoint) {
        return "\"" + endpoint.version() + "\"";
    }

    /** The version that {@code If-Match} asks for; none where there is no such header, or any will do. */
    static Optional<Long> expected(Optional<String> ifMatch) {
        return ifMatch.map(String::strip).filter(tag -> !tag.equals("*")).map(Version::version);
    }

    private static long version(String tag) {
        Matcher matched = TAG.matcher(tag);
        if (!matched.matches()) {
            throw changed();
        }
        return Long.parseLong(matched.group(1));
    }

    static HttpProblem changed() {
        return Problems.of(
                412,
                "endpoint-changed",
                "The endpoint changed",
                "The endpoint is not as it was read. Read it again, and send its ETag as If-Match.");
    }
}
