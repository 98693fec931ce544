package dev.scanrelay.inquiry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of records, newest first. */
@Schema(name = "AuditPage", description = "One page of records, newest first.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RecordPage(
        List<RecordView> records,

        @Schema(description = "The cursor of what comes behind this page; left out at the end.")
        Optional<String> next) {

    /** @param found one more than the limit tells that there is more */
    static RecordPage of(List<RecordView> found, int limit) {
        List<RecordView> page = found.stream().limit(limit).toList();
        return new RecordPage(
                page, found.size() > limit ? Optional.of(page.getLast().place().encoded()) : Optional.empty());
    }
}
