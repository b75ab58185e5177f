/** Mails that could not be sent are tried again every ten minutes, at most this often. */
const MAIL_ATTEMPTS = 7;

interface Waiting {
  readonly to: string;
  readonly order: string;
  attempts: number;
}

const waiting: Waiting[] = [];

/** Puts a confirmation in the queue; the shop does not wait for it. */
export function sendConfirmation(to: string, order: string): void {
  waiting.push({ to, order, attempts: 0 });
}

/** Called every ten minutes. */
export async function flush(send: (to: string, order: string) => Promise<void>): Promise<void> {
  for (const mail of waiting.splice(0)) {
    try {
      await send(mail.to, mail.order);
    } catch {
      mail.attempts += 1;
      if (mail.attempts < MAIL_ATTEMPTS) waiting.push(mail);
    }
  }
}
