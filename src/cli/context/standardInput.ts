import { fstatSync } from "node:fs";
import { decode, detectEncoding } from "../../context/decode";
import { DEFAULT_OPTIONS } from "../../context/request";
import { UsageError } from "../line/usageError";

/** How long a program that started this one has to send something before the current folder is taken instead. */
const SOCKET_PATIENCE_MS = 2_000;

/** As long as one file may be. */
const MOST_BYTES = DEFAULT_OPTIONS.maxFileBytes;

export type InputKind = "terminal" | "file" | "pipe" | "socket" | "none";

/**
 * What standard input is. A shell's pipe or redirection means that there is input; a program that starts this one often
 * leaves a socket open and says nothing on it; services and schedulers give `/dev/null`.
 */
export function inputKind(): InputKind {
  if (process.stdin.isTTY) return "terminal";
  try {
    const stats = fstatSync(0);
    if (stats.isFile()) return "file";
    if (stats.isFIFO()) return "pipe";
    return stats.isSocket() ? "socket" : "none";
  } catch {
    return "none";
  }
}

/**
 * All of standard input as text, decoded as a file would be. Null when `patience` is given and nothing came within it.
 * Throws `UsageError` for what is no text or too long; rejects when the signal is aborted.
 */
export async function readStandardInput(signal: AbortSignal, patience: boolean): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stop = new AbortController();
  const timer = patience ? setTimeout(() => stop.abort(), SOCKET_PATIENCE_MS) : undefined;
  const either = AbortSignal.any([signal, stop.signal]);
  const destroy = (): void => {
    process.stdin.destroy();
  };
  either.addEventListener("abort", destroy, { once: true });
  try {
    for await (const chunk of process.stdin) {
      clearTimeout(timer);
      if (!Buffer.isBuffer(chunk)) continue;
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MOST_BYTES)
        throw new UsageError(
          `Standard input is longer than ${String(MOST_BYTES)} bytes. Write it to files and name those.`,
        );
    }
  } catch (error) {
    if (!either.aborted) throw error;
  } finally {
    clearTimeout(timer);
    either.removeEventListener("abort", destroy);
  }
  signal.throwIfAborted();
  return stop.signal.aborted ? null : textOf(Buffer.concat(chunks));
}

function textOf(bytes: Buffer): string {
  if (detectEncoding(bytes) === "binary") throw new UsageError("Standard input is binary, not text.");
  const decoded = decode(bytes, { encoding: "utf8", autoGuessEncoding: false });
  if (!decoded.ok)
    throw new UsageError(`Standard input is in the encoding ${decoded.encoding}, which can't be read here.`);
  return decoded.text.toString("utf8");
}
