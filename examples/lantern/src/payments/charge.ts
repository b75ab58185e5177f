import { Declined, withRetries } from "./retry.js";

const GATEWAY = "https://gateway.example/charges";

/** Charges an order, in cents. Throws `Declined` when the bank says no. */
export async function charge(order: string, amount: number): Promise<void> {
  await withRetries(async () => {
    const response = await fetch(GATEWAY, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": order },
      body: JSON.stringify({ order, amount, currency: "DKK" }),
    });
    if (response.status === 402) throw new Declined(`order ${order}`);
    if (!response.ok) throw new Error(`gateway answered ${response.status}`);
  });
}
