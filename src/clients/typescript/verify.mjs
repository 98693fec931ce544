// Verifies deliveries with the public library of Standard Webhooks. Input: lines of JSON {name, secret, headers, body}; output: name and what it says.
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

for await (const line of createInterface({ input: process.stdin })) {
  const { name, secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log(`${name}: verified`);
  } catch (refused) {
    console.log(`${name}: ${refused.constructor.name}`);
  }
}
