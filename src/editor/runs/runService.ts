import * as vscode from "vscode";
import type { Corpus } from "../../core/corpus";
import type { AppInfo, Limits } from "../../core/events";
import type { ReplFactory } from "../../core/repl";
import { Rlm } from "../../core/rlm";
import type { ContextPacker, RunResult } from "../../core/run";
import type { RunSummary } from "../../core/store";
import type { Connected } from "../../models/connect";
import { BooleanContextKey } from "../contextKey";
import { ContextKey } from "../ids";
import type { Choice } from "../context/choice";
import type { GatedStore } from "./gatedStore";
import { LiveRun } from "./liveRun";
import { savedSource, type RunSource } from "./runSource";

/** What every run of this window is made with. */
export interface RunParts {
  readonly store: GatedStore;
  readonly repls: ReplFactory;
  readonly contexts: ContextPacker;
  readonly app: AppInfo;
}

export interface StartRequest {
  readonly question: string;
  /** The run takes it over and disposes of it. */
  readonly corpus: Corpus;
  readonly models: Connected;
  readonly limits: Partial<Limits>;
  readonly choice: Choice;
}

/** Ended runs that are kept at hand, so that showing one again reads nothing. */
const KEPT_ENDED = 10;

/** How long in ms the window's closing waits for runs to let go of their workers. */
const SHUTDOWN_MS = 2_000;

/** The runs of this window, and through the store those of others: starts them, keeps them, finds them again. */
export class RunService implements vscode.Disposable {
  private readonly runs = new Map<string, LiveRun>();
  private readonly finishing = new Set<Promise<void>>();
  private readonly changed = new vscode.EventEmitter<LiveRun>();
  private readonly ended = new vscode.EventEmitter<{ readonly run: LiveRun; readonly result: RunResult }>();
  private readonly listed = new vscode.EventEmitter<void>();
  private readonly runningKey = new BooleanContextKey(ContextKey.running);
  private readonly hasRunKey = new BooleanContextKey(ContextKey.hasRun);

  /** A run of this window has gone on. Fires with every event of it: throttle what is costly. */
  readonly onDidChange = this.changed.event;
  readonly onDidEnd = this.ended.event;
  /** A run was started, has ended, or was deleted. */
  readonly onDidChangeList = this.listed.event;

  constructor(
    private readonly parts: RunParts,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  dispose(): void {
    this.changed.dispose();
    this.ended.dispose();
    this.listed.dispose();
  }

  start({ question, corpus, models, limits, choice }: StartRequest): LiveRun {
    const { store, repls, contexts, app } = this.parts;
    const rlm = new Rlm({
      model: models.root,
      subModel: models.sub,
      findModel: (id) => models.findModel(id),
      repls,
      contexts,
      store,
      limits,
      app,
    });
    const run = new LiveRun(rlm.run({ question, corpus }), store, question, choice);
    this.runs.set(run.id, run);
    this.log.info(`Run ${run.id} has started: ${models.root.id}, sub-queries by ${models.sub.id}.`);
    run.subscribe(() => this.changed.fire(run));
    this.refreshKeys();
    this.listed.fire();
    const finishing = this.finish(run, corpus)
      .catch((error: unknown) => this.log.error(`Run ${run.id}: ${String(error)}`))
      .finally(() => this.finishing.delete(finishing));
    this.finishing.add(finishing);
    return run;
  }

  /** Runs of this window that are at work, newest first. */
  running(): readonly LiveRun[] {
    return this.recent().filter((run) => run.live);
  }

  /** Runs of this window, newest first. */
  recent(): readonly LiveRun[] {
    return [...this.runs.values()].reverse();
  }

  find(id: string): LiveRun | undefined {
    return this.runs.get(id);
  }

  /** Any run, at work or saved. Throws an error for people when there is none of this id. */
  async source(id: string): Promise<RunSource> {
    const live = this.runs.get(id);
    if (live !== undefined) return live;
    const saved = await this.parts.store.load(id);
    const summary = (await this.parts.store.list()).find((run) => run.id === id);
    return savedSource(saved, this.parts.store, summary?.status === "running");
  }

  saved(): Promise<readonly RunSummary[]> {
    return this.parts.store.list();
  }

  /** Deletes a run that has ended, its log and its texts. */
  async remove(id: string): Promise<void> {
    await this.parts.store.remove(id);
    this.runs.delete(id);
    this.refreshKeys();
    this.listed.fire();
  }

  /** Ends all runs because the window closes: keeps what was found, lets go of requests and workers. */
  async shutDown(): Promise<void> {
    await this.parts.store.shutDown();
    for (const run of this.running()) run.stop();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, SHUTDOWN_MS);
    });
    await Promise.race([Promise.all(this.finishing), limit]);
    clearTimeout(timer);
  }

  private async finish(run: LiveRun, corpus: Corpus): Promise<void> {
    try {
      const result = await run.result;
      this.log.info(`Run ${run.id} has ended: ${result.status}.`);
      this.ended.fire({ run, result });
    } finally {
      this.forgetOldest();
      this.refreshKeys();
      this.listed.fire();
      await corpus.dispose();
    }
  }

  private forgetOldest(): void {
    const old = this.recent().filter((run) => !run.live);
    for (const run of old.slice(KEPT_ENDED)) this.runs.delete(run.id);
  }

  private refreshKeys(): void {
    this.runningKey.set(this.running().length > 0);
    this.hasRunKey.set(this.runs.size > 0);
  }
}
