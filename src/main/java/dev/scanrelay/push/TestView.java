package dev.scanrelay.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.egress.Answer;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of a test event. */
@Schema(name = "EndpointTestResult")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TestView(
        @Schema(description = "The webhook-id it had.", examples = "5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f10")
        String eventId,

        @Schema(description = "As of an attempt; delivered: it works.", examples = "delivered")
        String outcome,

        @Schema(description = "Absent: there was no answer.", examples = "204")
        Optional<Integer> status,

        @Schema(description = "In milliseconds.", examples = "84")
        long tookMs,

        @Schema(description = "The beginning of the answer's body, at most 4 KiB.")
        Optional<String> answer) {

    static TestView of(String eventId, Verdict verdict, Answer answer) {
        Optional<Answer.Status> status = answer instanceof Answer.Status there ? Optional.of(there) : Optional.empty();
        return new TestView(
                eventId,
                verdict.label(),
                status.map(Answer.Status::code),
                answer.took().toMillis(),
                status.map(Answer.Status::body).filter(text -> !text.isEmpty()));
    }

    /** An answer may hold anything. */
    @Override
    public String toString() {
        return "TestView[" + outcome + "]";
    }
}
