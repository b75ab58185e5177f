import * as vscode from "vscode";
import { asProblem } from "./asProblem";
import type { Choice } from "./context/choice";
import { readContext } from "./context/readContext";
import { Problem } from "./problem";
import type { QuestionBox } from "./question";
import { questionProblem } from "./questionText";
import type { LiveRun } from "./runs/liveRun";
import type { RunService } from "./runs/runService";
import type { ApiKey } from "./settings/apiKey";
import type { Models } from "./settings/models";
import { readSettings } from "./settings/settings";
import { counted } from "./wording";

export interface AskOptions {
  /** Asked of the person where absent. */
  readonly question?: string;
  /** What the question box holds at first; the last question where absent. */
  readonly proposal?: string;
  /** Stops the reading of the context; the run itself has a `stop` of its own. */
  readonly signal?: AbortSignal;
}

/** The way from "I want to ask about this" to a run at work. */
export class Asker {
  constructor(
    private readonly runs: RunService,
    private readonly models: Models,
    private readonly key: ApiKey,
    private readonly questions: QuestionBox,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /**
   * Starts a run. What can't work is said before the question is asked for. Undefined when the person changed their
   * mind; throws a `Problem` for everything that they can mend.
   */
  async ask(choose: () => Choice | Promise<Choice>, options: AskOptions = {}): Promise<LiveRun | undefined> {
    try {
      return await this.start(choose, options);
    } catch (error) {
      throw asProblem(error);
    }
  }

  private async start(choose: () => Choice | Promise<Choice>, options: AskOptions): Promise<LiveRun | undefined> {
    if (!vscode.workspace.isTrusted) {
      throw new Problem(
        "This workspace is in Restricted Mode: its settings could send its text anywhere. Trust it to ask about it.",
        "manage-trust",
      );
    }
    const settings = readSettings();
    const models = this.models.connect(settings, await this.key.read(settings.baseUrl));
    const choice = await choose();
    const question = options.question?.trim() ?? (await this.questions.ask(choice.label, options.proposal));
    if (question === undefined) return undefined;
    const problem = questionProblem(question);
    if (problem !== null) throw new Problem(problem);
    if (models.notice !== null) this.log.info(models.notice);
    const corpus = await readContext(choice, settings, options.signal);
    const { files, characters, skipped } = corpus.manifest;
    const left = skipped.reduce((sum, group) => sum + group.count, 0);
    this.log.info(
      `Read ${counted(files, "file")}, ${counted(characters, "character")}; left out ${counted(left, "file")}.`,
    );
    try {
      return this.runs.start({ question, corpus, models, limits: settings.limits, choice });
    } catch (error) {
      await corpus.dispose();
      throw error;
    }
  }
}
