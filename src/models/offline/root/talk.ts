import { readQuestion } from "../question/readQuestion";
import type { Question } from "../question/question";
import type { Conversation, Exchange } from "./conversation";
import { stepOf, type Step } from "./move";

/** A conversation with what follows from it: what was done, what was seen, what may still be done. */
export class Talk {
  readonly question: Question;

  constructor(readonly conversation: Conversation) {
    this.question = readQuestion(conversation.question);
  }

  /** Turns of this step whose cell did not fail. */
  done(step: Step): Exchange[] {
    return this.of(step).filter((exchange) => exchange.error === null);
  }

  failures(step: Step): number {
    return this.of(step).length - this.done(step).length;
  }

  /** What cells of this step printed; empty before. */
  output(step: Step): string {
    return this.done(step)
      .map((exchange) => exchange.output)
      .join("\n");
  }

  /** The context is small enough to be printed whole. */
  get isShort(): boolean {
    return this.conversation.metadata.characters <= 4000;
  }

  /** No turn comes after this one, so it must end with an answer. */
  get isLast(): boolean {
    const { forced, status } = this.conversation;
    return forced || status.turn >= status.maxTurns;
  }

  /** How many sub-queries a cell may make; 0 where they are switched off or used up. */
  get subQueries(): number {
    const { subQueriesLeft, tokensLeft } = this.conversation.status;
    return tokensLeft !== null && tokensLeft < 40_000 ? 0 : (subQueriesLeft ?? 0);
  }

  has(variable: string): boolean {
    return this.conversation.status.variables.includes(variable);
  }

  private of(step: Step): Exchange[] {
    return this.conversation.exchanges.filter((exchange) => stepOf(exchange.reply) === step);
  }
}
