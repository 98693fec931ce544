import dev.scanrelay.client.ApiClient;
import dev.scanrelay.client.ApiException;
import dev.scanrelay.client.api.OrdersApi;
import dev.scanrelay.client.api.PairingsApi;
import dev.scanrelay.client.model.OrderDetail;
import dev.scanrelay.client.model.Problem;
import java.util.UUID;

/** Asks for pairings, for an order, and for one that is not there. */
final class Call {

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv("SCANRELAY_URL"));
        client.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + System.getenv("SCANRELAY_KEY")));

        new PairingsApi(client)
                .listPairings(null, null)
                .getPairings()
                .forEach(pairing -> System.out.println("pairing " + pairing.getAccount() + " " + pairing.getStatus()));

        OrderDetail order = new OrdersApi(client).getOrderByRx(System.getenv("SCANRELAY_RX"), null);
        System.out.println("order " + order.getState() + ", revision "
                + order.getRevisions().get(0).getNumber());
        try {
            new OrdersApi(client).getOrder(UUID.randomUUID().toString());
        } catch (ApiException refused) {
            Problem problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
            System.out.println("problem " + problem.getStatus() + " " + problem.getType());
        }
    }
}
