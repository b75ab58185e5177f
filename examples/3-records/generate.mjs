/** Writes orders.csv: 5,000 orders of an invented shop, the same at every run. */
import { writeFileSync } from "node:fs";
import { seeded } from "../seeded.mjs";

const random = seeded(1905);
const number = (from, to) => from + Math.floor(random() * (to - from + 1));
const pick = (list) => list[Math.floor(random() * list.length)];

const REGIONS = ["North", "North", "South", "East", "East", "West"];
const PRODUCTS = { lamp: 39.5, desk: 249, chair: 89.9, shelf: 120, kettle: 34.25, rug: 75 };
const STATUSES = ["delivered", "delivered", "delivered", "delivered", "shipped", "returned", "cancelled"];

const rows = Array.from({ length: 5000 }, (_, i) => {
  const day = new Date(Date.UTC(2025, 0, 1) + Math.floor((i / 5000) * 365) * 86_400_000).toISOString().slice(0, 10);
  const [product, price] = pick(Object.entries(PRODUCTS));
  const quantity = number(1, 6);
  return [10_001 + i, day, pick(REGIONS), product, quantity, (price * quantity).toFixed(2), pick(STATUSES)].join(",");
});
const header = "order_id,date,region,product,quantity,amount,status";
writeFileSync(new URL("orders.csv", import.meta.url), `${header}\n${rows.join("\n")}\n`);
