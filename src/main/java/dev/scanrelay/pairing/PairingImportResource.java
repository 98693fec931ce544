package dev.scanrelay.pairing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.audit.Parts;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes over the clinics of a partner that moves here, with the tokens it has. */
@Path("/api/v1/pairings/import")
@RunOnVirtualThread
@RolesAllowed(Scopes.ADMIN)
@Tag(name = "Pairings", description = "The clinics that are connected, and how their connections are doing.")
class PairingImportResource {

    static final String LINES = "application/x-ndjson";
    private static final Logger LOG = Logger.getLogger(PairingImportResource.class);

    private final ImportRun run;
    private final ObjectMapper json;
    private final Caller caller;
    private final Intent intent;

    PairingImportResource(ImportRun run, ObjectMapper json, Caller caller, Intent intent) {
        this.run = run;
        this.json = json;
        this.caller = caller;
        this.intent = intent;
    }

    @POST
    @Consumes(LINES)
    @Produces(LINES)
    @Audited("pairing.import")
    @Operation(
            operationId = "importPairings",
            summary = "Take over clinics with their tokens",
            description =
                    "For a partner that moves here. One JSON object a line: account, refreshToken, and if you like"
                            + " accessToken and accessExpiresAt. Each line is answered by one, in order, as soon as it is"
                            + " done. At most 1 MiB a call: split larger files; sending a line again is safe. Tokens are"
                            + " stored sealed first, then renewed, then the account is paired with our callback URL, and"
                            + " the tokens that came are revoked: from then on no other system can use them. What Align"
                            + " can't do now is kept and goes on by itself (retry-later). A dry run spends and changes"
                            + " nothing. Needs the scope admin.")
    @Parameter(
            name = "dryRun",
            description = "true: only say what is wrong with each line. false: take over. To be given.",
            required = true,
            example = "true")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = LINES,
                            schema = @Schema(type = SchemaType.STRING),
                            examples =
                                    @ExampleObject(
                                            name = "two clinics",
                                            value = "{\"account\":\"104233\",\"refreshToken\":\"...\"}\n"
                                                    + "{\"account\":\"104577\",\"refreshToken\":\"...\"}")))
    @APIResponse(
            responseCode = "200",
            description = "A line for each line.",
            content = @Content(mediaType = LINES, schema = @Schema(implementation = ImportAnswer.class)))
    @APIResponse(responseCode = "400", description = "dryRun is missing, or there is no line.")
    @APIResponse(responseCode = "413", description = "More than 1 MiB: split the file.")
    public Response takeOver(@QueryParam("dryRun") @Nullable String dryRun, @Nullable String body) {
        boolean dry = dryRun(dryRun);
        PartnerId partner = caller.partner();
        List<ImportLine> lines = lines(body);
        List<ImportLine> checked = run.checked(partner, lines, notAllowed(lines));
        Parts parts = intent.parts();
        StreamingOutput answers = out -> answer(partner, checked, dry, parts, out);
        return Response.ok(answers, LINES).header("Cache-Control", "no-store").build();
    }

    private void answer(PartnerId partner, List<ImportLine> lines, boolean dry, Parts parts, OutputStream out)
            throws IOException {
        try {
            if (dry) {
                run.dry(partner, lines, answer -> write(answer, out));
            } else {
                run.real(partner, lines, parts::commit, answer -> write(answer, out));
            }
        } catch (IOException left) {
            LOG.infof("The caller of an import left before its end partner=%s", partner);
            throw left;
        }
    }

    private void write(ImportAnswer answer, OutputStream out) throws IOException {
        out.write((json.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static boolean dryRun(@Nullable String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            case null, default -> throw Problems.invalid("dryRun has to be true or false.");
        };
    }

    private static List<ImportLine> lines(@Nullable String body) {
        List<ImportLine> lines = new ArrayList<>();
        int number = 0;
        for (String text : Optional.ofNullable(body).orElse("").split("\n", -1)) {
            number++;
            if (!text.isBlank()) {
                lines.add(ImportLine.read(number, text));
            }
        }
        if (lines.isEmpty()) {
            throw Problems.invalid("The body has no line. Send one JSON object a line.");
        }
        return lines;
    }

    private Set<AccountId> notAllowed(List<ImportLine> lines) {
        return accounts(lines).stream()
                .filter(account -> !caller.mayRead(account))
                .collect(Collectors.toSet());
    }

    private static Set<AccountId> accounts(List<ImportLine> lines) {
        return lines.stream().flatMap(line -> line.account().stream()).collect(Collectors.toSet());
    }
}
