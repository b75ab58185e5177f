import { CellRunner, ReplError, type CellOutcome } from "./cellRunner";
import { Conversation } from "./conversation";
import type { Corpus } from "./corpus";
import type { RunReason, RunStatus, VariableInfo } from "./events";
import { FinalGate } from "./finals";
import type { Meter } from "./meter";
import type { Message, Model, ModelReply, ModelRequest } from "./model";
import { FORCED_MESSAGE, firstMessage, turnMessage, type Observation } from "./prompts/messages";
import { statusLine } from "./prompts/status";
import { systemPrompt } from "./prompts/system";
import { CELL_ENDED, limitReason, modelReason, replReason, turnsReason } from "./reasons";
import type { HistoryEntry, Repl } from "./repl";
import { readReply, type ReplyReading } from "./reply/reply";
import { asModelError, estimateRequest, sendRequest } from "./request";
import type { SubQueries } from "./subQueries";
import type { Tree } from "./tree";
import { costOf, NO_USAGE } from "./usage";

/** One run of a tree: the root run, or the child run of a sub-query. */
export interface RunNode {
  readonly id: string;
  readonly parent: { readonly run: string; readonly query: number } | null;
  readonly depth: number;
  readonly question: string;
  readonly corpus: Corpus;
  readonly history: readonly HistoryEntry[];
  readonly maxTurns: number;
  readonly meter: Meter;
  /** Ends this run: that of the tree, or of the cell that asked. */
  readonly signal: AbortSignal;
  readonly model: Model;
  readonly subModel: Model;
}

/** How a run ended, before its totals are known. */
export interface LoopOutcome {
  readonly status: RunStatus;
  readonly answer: string | null;
  readonly reason: RunReason | null;
}

/** What a turn decided: an answer, or what the model is told next. */
type TurnOutcome = { readonly answer: string } | { readonly message: string };

/** Characters of prompt per token of window that are promised to cells: on the safe side for code and logs. */
const PROMISED_CHARS_PER_TOKEN = 2.7;

/**
 * The loop of one run, after "Recursive Language Models" (Zhang, Kraska, Khattab, 2025), algorithm 1: the root model
 * writes cells, sees what they show, and ends with a final. The context stays in the REPL.
 */
export class TurnLoop {
  private readonly conversation: Conversation;
  private readonly gate = new FinalGate();
  private readonly cells: CellRunner;
  private turn = 0;
  private touchedContext = false;
  private failedTurns = 0;
  private variables: readonly VariableInfo[] = [];
  private draft: string | null = null;
  private lastOutput: string | null = null;

  constructor(
    private readonly tree: Tree,
    private readonly node: RunNode,
    private readonly repl: Repl,
    queries: SubQueries,
  ) {
    const { maxDepth } = tree.limits;
    this.conversation = new Conversation(
      systemPrompt({ subQueries: this.canQuery, childRuns: node.depth + 1 < maxDepth }),
    );
    this.cells = new CellRunner(tree, node, repl, queries);
  }

  /** Runs turns until there is an answer, or a reason to stop. Never rejects for what models, cells or limits do. */
  async run(): Promise<LoopOutcome> {
    let message = this.firstMessage();
    try {
      while (this.turn < this.node.maxTurns) {
        const stopped = this.whyStop(message);
        if (stopped !== null) return this.stop(stopped);
        this.turn++;
        this.node.meter.countTurn();
        const outcome = await this.takeTurn(message);
        if ("answer" in outcome) return this.end("answered", outcome.answer, null);
        message = outcome.message;
      }
      const lastMessage = `${message}\n\n${FORCED_MESSAGE}`;
      const stopped = this.whyStop(lastMessage);
      return stopped === null ? await this.forceAnswer(lastMessage) : this.stop(stopped);
    } catch (error) {
      const stopped = this.stopReason();
      if (stopped !== null) return this.stop(stopped);
      return this.end(
        "failed",
        this.best(),
        error instanceof ReplError ? replReason(error) : modelReason(asModelError(error)),
      );
    }
  }

  /** Why this run was told to stop; null while it was not. */
  private stopReason(): RunReason | null {
    return this.tree.stopper.reason ?? (this.node.signal.aborted ? CELL_ENDED : null);
  }

  private get canQuery(): boolean {
    return this.node.depth < this.tree.limits.maxDepth;
  }

  private firstMessage(): string {
    const { question, corpus, subModel } = this.node;
    const subPromptChars = Math.floor(subModel.capabilities.contextTokens * PROMISED_CHARS_PER_TOKEN);
    return firstMessage({ question, corpus, subPromptChars, subQueries: this.canQuery, status: this.status(1) });
  }

  private status(turn: number): string {
    const { budget, limits, msLeft } = this.tree;
    return statusLine({
      turn: Math.min(turn, this.node.maxTurns),
      limits: { ...limits, maxTurns: this.node.maxTurns },
      subQueries: this.canQuery,
      subQueriesLeft: budget.subQueriesLeft,
      costLeftUsd: budget.costLeftUsd,
      tokensLeft: budget.tokensLeft,
      msLeft,
      variables: this.variables,
    });
  }

  /** A reason to end before the next call: a stop, a limit it would overrun, too many failed turns. */
  private whyStop(message: string): RunReason | null {
    const { tree } = this;
    const stopped = this.stopReason();
    if (stopped !== null) return stopped;
    if (this.failedTurns >= tree.limits.maxErrorsInRow) return limitReason("errors", tree.limits);
    const messages: readonly Message[] = [...this.conversation.messages, { role: "user", content: message }];
    const overrun = tree.budget.overrun(estimateRequest(tree, this.node.model, { messages, purpose: "root" }));
    return overrun === null ? null : limitReason(overrun, tree.limits);
  }

  private async takeTurn(message: string): Promise<TurnOutcome> {
    const reply = await this.ask(message, false);
    const reading = readReply(reply.text, reply.finish);
    const ran = await this.runCells(reading, true);
    if ("answer" in ran) return ran;
    this.failedTurns = ran.observations.length > 0 && ran.failed ? this.failedTurns + 1 : 0;
    return {
      message: turnMessage({
        observations: ran.observations,
        notes: [...reading.notes, ...ran.notes],
        status: this.status(this.turn + 1),
        maxChars: this.tree.limits.outputChars,
      }),
    };
  }

  /** One call of the root model; an empty reply is a reply that says nothing. */
  private async ask(message: string, forced: boolean): Promise<ModelReply> {
    const { tree, node, turn } = this;
    const run = node.id;
    this.conversation.tell(message);
    tree.emit({ type: "turn.start", run, turn, prompt: message, forced });
    const request: ModelRequest = { messages: this.conversation.messages, purpose: "root" };
    const start = tree.now();
    const paid = await sendRequest(tree, node.meter, node.model, request, node.signal, (delta) =>
      tree.emit({ type: "turn.delta", run, turn, ...delta }),
    ).catch((error: unknown) => {
      const failure = asModelError(error);
      if (failure.kind !== "empty") throw failure;
      const usage = failure.details.usage ?? { ...NO_USAGE, calls: 1 };
      const reply: ModelReply = { text: "", reasoning: "", usage, finish: "stop", costUsd: null };
      return { reply, costUsd: costOf(usage, node.model.capabilities.price), ms: tree.now() - start };
    });
    const { reply, costUsd, ms } = paid;
    const { text, reasoning, finish, usage } = reply;
    tree.emit({ type: "turn.reply", run, turn, reply: text, reasoning, finish, usage, costUsd, ms });
    this.conversation.reply(text);
    return reply;
  }

  /** Runs the cells of a reply in order, up to the first accepted final. `mayHold`: whether one may be held back. */
  private async runCells(
    reading: ReplyReading,
    mayHold: boolean,
  ): Promise<{ answer: string } | { observations: Observation[]; notes: string[]; failed: boolean }> {
    const observations: Observation[] = [];
    const notes: string[] = [];
    let failed = true;
    if (reading.final?.kind === "answer") {
      const { text } = reading.final;
      const held = mayHold ? this.holdBack({ text, literal: true }, observations) : null;
      if (held === null) return { answer: text };
      notes.push(held);
    }
    const code =
      reading.final?.kind === "variable" ? [`FINAL_VAR(${JSON.stringify(reading.final.name)})`] : reading.cells;
    for (const cell of code) {
      const outcome = await this.cells.runCell(this.turn, cell);
      const { final, finalRefused, error } = this.learn(outcome);
      if (final !== null) {
        const held = mayHold ? this.holdBack(final, observations) : null;
        if (held === null) return { answer: final.text };
        notes.push(held);
      }
      observations.push(outcome.observation);
      if (finalRefused !== null) notes.push(finalRefused);
      if (error === null) failed = false;
      if (this.node.signal.aborted) break;
    }
    return { observations, notes, failed };
  }

  private learn({ result, observation }: CellOutcome): CellOutcome["result"] {
    this.touchedContext ||= result.touchedContext;
    this.variables = result.variables;
    if (result.answerDraft !== null && result.answerDraft.trim() !== "") this.draft = result.answerDraft;
    const shown = observation.output.trim() === "" ? result.value : observation.output;
    if (shown !== null && shown.trim() !== "") this.lastOutput = shown;
    return result;
  }

  /** The note for the model where this final does not count yet; it is the best answer so far all the same. */
  private holdBack(
    final: { readonly text: string; readonly literal: boolean },
    seenBefore: readonly Observation[],
  ): string | null {
    const note = this.gate.holdBack(final, {
      turn: this.turn,
      unseenOutput: seenBefore.length > 0,
      hasContext: this.node.corpus.entries.length > 0,
      touchedContext: this.touchedContext,
    });
    if (note === null) return null;
    this.draft = final.text;
    this.tree.emit({ type: "note", run: this.node.id, level: "info", text: note, turn: this.turn, cell: null });
    return note;
  }

  /** Turns have run out: one last call for the answer from what is known. A cell may still give it. */
  private async forceAnswer(lastMessage: string): Promise<LoopOutcome> {
    this.turn++;
    const reply = await this.ask(lastMessage, true);
    const reading = readReply(reply.text, reply.finish);
    const ran = await this.runCells(reading, false);
    const reason = turnsReason(this.node.maxTurns);
    if ("answer" in ran) return this.end("forced", ran.answer, reason);
    const stopped = this.stopReason();
    if (stopped !== null) return this.stop(stopped);
    const text = reading.text.trim();
    const isPlain = reading.cells.length === 0 && reading.final === null && text !== "" && !/^\W*FINAL/.test(text);
    return this.end("forced", isPlain ? text : this.best(), reason);
  }

  private stop(reason: RunReason): LoopOutcome {
    return this.end("stopped", this.best(), reason);
  }

  /** The best partial answer: the last draft, else what a cell printed last. */
  private best(): string | null {
    return this.draft ?? this.lastOutput;
  }

  private end(status: RunStatus, answer: string | null, reason: RunReason | null): LoopOutcome {
    return { status, answer, reason };
  }
}
