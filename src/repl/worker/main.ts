import { fstatSync } from "node:fs";
import process from "node:process";
import { LineReader } from "../lines";
import { parseHostFrame } from "../protocol";
import { CorpusReader } from "./corpusReader";
import { lockDown } from "./lockdown";
import { stripTypes } from "./stripTypes";
import { Supervisor } from "./supervisor";

/** The packed corpus; the host opens it and passes it on. */
const CORPUS_DESCRIPTOR = 3;

const { stdin } = process;
/** At hand before the process is stripped of it. */
const leave: unknown = Reflect.get(process, "reallyExit");

function hasCorpus(): boolean {
  try {
    return fstatSync(CORPUS_DESCRIPTOR).isFile();
  } catch {
    return false;
  }
}

function exit(code: number): void {
  if (typeof leave === "function") Reflect.apply(leave, process, [code]);
}

function main(): void {
  // Code that is loaded late would find frozen built-ins that it wants to extend.
  stripTypes("let warm: number = 1;");
  const [, , secretName] = process.argv;
  if (secretName === undefined) throw new Error("The worker is started by the REPL, not by hand.");
  const supervisor = new Supervisor(new CorpusReader(hasCorpus() ? CORPUS_DESCRIPTOR : -1), lockDown, secretName);
  process.on("uncaughtException", () => exit(70));
  process.on("unhandledRejection", (reason: unknown, promise: unknown) => supervisor.rejected(promise, reason));
  process.on("rejectionHandled", (promise: unknown) => supervisor.handled(promise));
  // One that meets a cell at work never gets here.
  process.on("SIGINT", () => supervisor.interrupted());
  const lines = new LineReader();
  stdin.setEncoding("utf8");
  stdin.on("end", () => exit(0));
  stdin.on("data", (data: string) => {
    for (const line of lines.push(data)) supervisor.handle(parseHostFrame(line));
    supervisor.flush();
  });
}

main();
