/** All amounts are in cents. */
export interface Cart {
  readonly id: number;
  readonly email: string;
  /** ISO 3166, two letters. */
  readonly country: string;
  readonly lines: readonly CartLine[];
  readonly voucher?: string;
}

export interface CartLine {
  readonly article: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

/** Share of the price that a voucher takes off. */
const VOUCHERS: Readonly<Record<string, number>> = {
  WINTER: 0.1,
  FRIENDS: 0.15,
};

/** More of one article than this is a wholesale order, which the shop does not take. */
export const MAX_QUANTITY = 25;

export function cartTotal(cart: Cart): number {
  let sum = 0;
  for (const line of cart.lines) {
    if (line.quantity > MAX_QUANTITY) throw new RangeError(`at most ${MAX_QUANTITY} of ${line.article}`);
    sum += line.quantity * line.unitPrice;
  }
  const discount = cart.voucher === undefined ? 0 : (VOUCHERS[cart.voucher] ?? 0);
  return Math.round(sum * (1 - discount));
}
