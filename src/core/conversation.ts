import type { Message } from "./model";

/**
 * The messages of one run. Append-only: each request begins with the whole previous one, byte for byte, so that a
 * provider's prefix cache holds and a message that was sent is never edited.
 */
export class Conversation {
  private readonly all: Message[];

  constructor(system: string) {
    this.all = [{ role: "system", content: system }];
  }

  get messages(): readonly Message[] {
    return [...this.all];
  }

  tell(content: string): void {
    this.all.push({ role: "user", content });
  }

  /** Keeps a reply; an empty one gets words, because some servers refuse an empty message. */
  reply(content: string): void {
    this.all.push({ role: "assistant", content: content.trim() === "" ? "(empty reply)" : content });
  }
}
