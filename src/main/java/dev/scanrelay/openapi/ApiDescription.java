package dev.scanrelay.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jboss.jandex.IndexView;

/** Completes the document that comes of annotations and of META-INF/openapi.yaml, one rule after the other. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDescription implements OASFilter {

    private final IndexView classes;

    public ApiDescription(IndexView classes) {
        this.classes = classes;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        PublicPaths.keep(document);
        Parameters.type(document);
        PlainOptionals.write(document);
        new RequiredFields(classes).mark(document);
        CommonAnswers.add(document);
        new RequiredScopes(classes).mark(document);
        UnusedSchemas.remove(document);
        SchemaNames.change(document);
        new RealExamples().attach(document);
        StableOrder.sort(document);
    }
}
