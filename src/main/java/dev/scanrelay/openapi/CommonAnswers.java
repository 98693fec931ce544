package dev.scanrelay.openapi;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jspecify.annotations.Nullable;

/** Answers that every call may give, and the form of every error. */
final class CommonAnswers {

    private static final String PROBLEM_JSON = "application/problem+json";

    /** Said by every call that needs a key, unless it says something better itself. */
    private static final Map<String, String> WITH_KEY = Map.of(
            "401", "Unauthorized",
            "403", "Forbidden",
            "429", "TooManyRequests",
            "503", "Unavailable");

    private static final Set<String> BY_LIBRARIES =
            Set.of("null", "Not Authorized", "Not Allowed", "Bad Request", "Unauthorized", "Forbidden");

    private CommonAnswers() {}

    static void add(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .forEach((method, operation) -> complete(operation, path.startsWith(PublicPaths.WITH_KEY))));
    }

    private static void complete(Operation operation, boolean withKey) {
        APIResponses answers = operation.getResponses();
        if (withKey) {
            WITH_KEY.forEach((status, name) -> addMissing(answers, status, name));
            if (hasPathParameter(operation)) {
                addMissing(answers, "404", "NotFound");
            }
            if (operation.getParameters() != null || operation.getRequestBody() != null) {
                addMissing(answers, "400", "BadRequest");
            }
        }
        answers.getAPIResponses().forEach((status, answer) -> {
            if (isError(status) && answer.getRef() == null) {
                answer.setContent(problem(answer.getContent()));
            }
            if (withKey && status.startsWith("2")) {
                answer.addHeader("RateLimit", OASFactory.createHeader().ref("RateLimit"));
                answer.addHeader("RateLimit-Policy", OASFactory.createHeader().ref("RateLimitPolicy"));
            }
        });
    }

    private static void addMissing(APIResponses answers, String status, String name) {
        if (isBare(answers.getAPIResponse(status))) {
            answers.addAPIResponse(status, OASFactory.createAPIResponse().ref(name));
        }
    }

    private static boolean hasPathParameter(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> parameter.getIn() == Parameter.In.PATH);
    }

    /** Libraries add some of them with nothing but the words of the status. */
    private static boolean isBare(APIResponse answer) {
        return answer == null || BY_LIBRARIES.contains(String.valueOf(answer.getDescription()));
    }

    private static boolean isError(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static Content problem(@Nullable Content said) {
        MediaType media =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Problem"));
        if (said != null && said.getMediaTypes() != null) {
            said.getMediaTypes().values().stream().findFirst().ifPresent(their -> {
                media.setExample(their.getExample());
                media.setExamples(their.getExamples());
            });
        }
        return OASFactory.createContent().addMediaType(PROBLEM_JSON, media);
    }
}
