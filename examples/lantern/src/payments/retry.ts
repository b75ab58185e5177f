/**
 * The retry limit for payments: how often a charge is tried in all before the order is given up. The bank asks for no
 * more than five.
 */
export const PAYMENT_RETRY_LIMIT = 4;

/** Wait before the next try, in milliseconds; doubled after each. */
export const FIRST_WAIT = 250;

/** A refusal that no further try can change. */
export class Declined extends Error {}

/** Tries a payment until it succeeds, is declined for good, or the limit is reached. */
export async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Declined || tries >= PAYMENT_RETRY_LIMIT) throw error;
      await new Promise((resume) => setTimeout(resume, FIRST_WAIT * 2 ** (tries - 1)));
    }
  }
}
