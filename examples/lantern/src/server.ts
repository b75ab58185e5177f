import { createServer } from "node:http";
import { type Cart, cartTotal } from "./cart.js";
import { sendConfirmation } from "./mail.js";
import { charge } from "./payments/charge.js";
import { shippingCost } from "./shipping.js";

const PORT = 8080;

/** Takes a cart to the end: shipping, payment, confirmation. Returns the order's number. */
export async function checkOut(cart: Cart): Promise<string> {
  const goods = cartTotal(cart);
  const total = goods + shippingCost(goods, cart.country);
  const order = `L-${cart.id}`;
  await charge(order, total);
  sendConfirmation(cart.email, order);
  return order;
}

createServer(async (request, response) => {
  if (request.method !== "POST" || request.url !== "/checkout") {
    response.writeHead(404).end();
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const order = await checkOut(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify({ order }));
}).listen(PORT);
