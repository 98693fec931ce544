using System;
using Newtonsoft.Json;
using ScanRelay.Client.Api;
using ScanRelay.Client.Client;
using ScanRelay.Client.Model;

/// <summary>Asks for pairings, for an order, and for one that is not there.</summary>
static class Call
{
    static void Main()
    {
        var configuration = new Configuration
        {
            BasePath = Environment.GetEnvironmentVariable("SCANRELAY_URL"),
            AccessToken = Environment.GetEnvironmentVariable("SCANRELAY_KEY"),
        };

        foreach (var pairing in new PairingsApi(configuration).ListPairings().Pairings)
        {
            Console.WriteLine("pairing {0} {1}", pairing.Account, pairing.Status);
        }

        var orders = new OrdersApi(configuration);
        var order = orders.GetOrderByRx(Environment.GetEnvironmentVariable("SCANRELAY_RX"));
        Console.WriteLine("order {0}, revision {1}", order.State, order.Revisions[0].Number);
        try
        {
            orders.GetOrder(Guid.NewGuid().ToString());
        }
        catch (ApiException refused)
        {
            var problem = JsonConvert.DeserializeObject<Problem>((string)refused.ErrorContent);
            Console.WriteLine("problem {0} {1}", problem.Status, problem.Type);
        }
    }
}
