// Asks for pairings, for an order, and for one that is not there.
import { Configuration, OrdersApi, PairingsApi, ProblemFromJSON, ResponseError } from './index.js';

declare const process: { env: Record<string, string> };

const configuration = new Configuration({
    basePath: process.env['SCANRELAY_URL'],
    accessToken: process.env['SCANRELAY_KEY'],
});

const list = await new PairingsApi(configuration).listPairings();
list.pairings.forEach(pairing => console.log(`pairing ${pairing.account} ${pairing.status}`));

const orders = new OrdersApi(configuration);
const order = await orders.getOrderByRx({ rxId: process.env['SCANRELAY_RX']! });
console.log(`order ${order.state}, revision ${order.revisions[0]!.number}`);
try {
    await orders.getOrder({ orderId: crypto.randomUUID() });
} catch (refused) {
    if (!(refused instanceof ResponseError)) throw refused;
    const problem = ProblemFromJSON(await refused.response.json());
    console.log(`problem ${problem.status} ${problem.type}`);
}
