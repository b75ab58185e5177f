/**
 * The memory of sub-queries of one run tree: the same model, prompt and options are asked once. A query that is asked
 * again while the first is still in flight waits for that one. Only good replies are remembered.
 */
export class Memory {
  private readonly replies = new Map<string, Promise<string>>();

  /** The reply that is remembered or on its way; null when this has not been asked. */
  recall(key: string): Promise<string> | null {
    return this.replies.get(key) ?? null;
  }

  /** Remembers `reply` from now on; a rejected one is forgotten. */
  remember(key: string, reply: Promise<string>): void {
    this.replies.set(key, reply);
    reply.catch(() => {
      if (this.replies.get(key) === reply) this.replies.delete(key);
    });
  }
}

/** What makes two sub-queries the same. */
export function memoryKey(kind: "llm" | "rlm", model: string, prompt: string, options: unknown): string {
  return JSON.stringify([kind, model, options, prompt]);
}
