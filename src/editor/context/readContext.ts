import * as vscode from "vscode";
import { buildCorpus } from "../../context/buildCorpus";
import type { Progress } from "../../context/request";
import type { Corpus } from "../../core/corpus";
import { digits } from "../../core/prompts/format";
import type { Settings } from "../settings/schema";
import { readEncoding } from "../settings/settings";
import { unsavedTexts, type Choice } from "./choice";

/** Reading that is done sooner shows no notification: it would only flash. */
const QUIET_MS = 400;

/**
 * Reads what was chosen. Reading that takes longer shows how far it is and can be cancelled, as it can through
 * `stop`: then it throws `vscode.CancellationError`. The caller disposes of the corpus.
 */
export async function readContext(choice: Choice, settings: Settings, stop?: AbortSignal): Promise<Corpus> {
  const cancel = new AbortController();
  let newest: Progress | null = null;
  let listener: (progress: Progress) => void = () => undefined;
  const onProgress = (progress: Progress): void => {
    newest = progress;
    listener(progress);
  };
  const build = { respectIgnore: settings.respectIgnoreFiles, ...readEncoding(), unsaved: unsavedTexts() };
  const signal = stop === undefined ? cancel.signal : AbortSignal.any([cancel.signal, stop]);
  const reading = buildCorpus(choice.request, build, signal, onProgress);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `RLM reads ${choice.label}`,
    cancellable: true,
  };
  if (await endsWithin(reading, QUIET_MS)) return reading;
  return vscode.window.withProgress(options, async (notification, token) => {
    token.onCancellationRequested(() => cancel.abort());
    listener = (progress) => notification.report({ message: progressText(progress) });
    if (newest !== null) listener(newest);
    try {
      return await reading;
    } catch (error) {
      throw signal.aborted ? new vscode.CancellationError() : error;
    }
  });
}

function progressText({ stage, files, total }: Progress): string {
  if (stage === "listing" || total === null) return `${digits(files)} files found so far…`;
  return `reading ${digits(files)} of ${digits(total)} files…`;
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
