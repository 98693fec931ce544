package dev.scanrelay.leaks;

import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import org.eclipse.microprofile.config.ConfigProvider;

/** Keeps the metrics after each class that starts the service, and the errors that it answers meanwhile. */
public final class EachClass implements QuarkusTestBeforeEachCallback, QuarkusTestAfterAllCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (RestAssured.filters().stream().noneMatch(Errors.class::isInstance)) {
            RestAssured.filters(new Errors());
        }
    }

    @Override
    public void afterAll(QuarkusTestContext context) {
        int port = ConfigProvider.getConfig()
                .getOptionalValue("quarkus.http.test-port", Integer.class)
                .orElse(0);
        if (port > 0) { // elsewhere it is not known once the last test is over
            Evidence.METRICS.add(
                    RestAssured.given().port(port).get("/q/metrics").asString());
        }
    }

    private static final class Errors implements Filter {

        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification expected,
                FilterContext context) {
            Response answer = context.next(request, expected);
            if (answer.statusCode() >= 400) {
                Evidence.ERRORS.add(answer.headers() + "\n" + answer.asString() + "\n");
            }
            return answer;
        }
    }
}
