package dev.scanrelay.acknowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of what is open. */
@Schema(name = "OpenAcknowledgements")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record OpenPage(
        List<OpenView> revisions,

        @Schema(description = "What to ask for as cursor to read on. Absent: it is the last page.")
        Optional<String> next) {}
