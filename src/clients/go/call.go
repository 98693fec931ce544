// Asks for pairings, for an order, and for one that is not there.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	scanrelay "scanrelay.invalid/api/client"
)

func main() {
	configuration := scanrelay.NewConfiguration()
	configuration.Servers = scanrelay.ServerConfigurations{{URL: os.Getenv("SCANRELAY_URL")}}
	client := scanrelay.NewAPIClient(configuration)
	key := context.WithValue(context.Background(), scanrelay.ContextAccessToken, os.Getenv("SCANRELAY_KEY"))

	list, _, err := client.PairingsAPI.ListPairings(key).Execute()
	check(err)
	for _, pairing := range list.Pairings {
		fmt.Printf("pairing %s %s\n", pairing.Account, pairing.Status)
	}

	order, _, err := client.OrdersAPI.GetOrderByRx(key, os.Getenv("SCANRELAY_RX")).Execute()
	check(err)
	fmt.Printf("order %s, revision %d\n", order.State, order.Revisions[0].Number)

	_, _, err = client.OrdersAPI.GetOrder(key, "00000000-0000-4000-8000-000000000000").Execute()
	var refused *scanrelay.GenericOpenAPIError
	if errors.As(err, &refused) {
		problem := refused.Model().(scanrelay.Problem)
		fmt.Printf("problem %d %s\n", problem.Status, problem.Type)
	}
}

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
