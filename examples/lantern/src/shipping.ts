/** Orders of this value or more, in cents, are sent without charge within the country. */
const FREE_SHIPPING_FROM = 6000;

const HOME = "DK";
const NEIGHBOURS = new Set(["SE", "NO", "DE"]);

/** What sending costs, in cents. */
export function shippingCost(goods: number, country: string): number {
  if (country === HOME) return goods >= FREE_SHIPPING_FROM ? 0 : 490;
  return NEIGHBOURS.has(country) ? 990 : 1790;
}
