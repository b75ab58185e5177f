import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";

export interface Finished {
  /** Exit status; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Below the machine's folder `work`, which is the default. */
  readonly cwd?: string;
  /** Written to standard input, which is then closed; absent: closed at once; null: left open. */
  readonly input?: string | Buffer | null;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/**
 * The built command line alone in a folder of its own, with nothing beside it: its own home, data and temp folders, and
 * an environment that holds nothing of the developer's.
 */
export class CommandLine {
  readonly home = mkdtempSync(join(tmpdir(), "rlm-cli-"));
  /** The current folder of the commands. */
  readonly work = join(this.home, "work");
  readonly runs = join(this.home, "data", "rlm", "runs");
  readonly temp = join(this.home, "tmp");
  readonly program = join(this.home, "bin", "rlm.cjs");
  private readonly children = new Set<ChildProcessWithoutNullStreams>();

  constructor() {
    for (const folder of [this.work, this.temp, dirname(this.program)]) mkdirSync(folder, { recursive: true });
    copyFileSync(join(process.cwd(), "dist", "rlm.cjs"), this.program);
  }

  get env(): Readonly<Record<string, string>> {
    const { PATH = "" } = process.env;
    return { PATH, HOME: this.home, XDG_DATA_HOME: join(this.home, "data"), TMPDIR: this.temp };
  }

  /** Writes a file below `work`. */
  write(path: string, text: string | Buffer): string {
    const whole = join(this.work, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    return whole;
  }

  start(args: readonly string[], { env = {}, cwd = "", input = "", node = [] }: StartOptions = {}): Running {
    const child = spawn(process.execPath, [...node, this.program, ...args], {
      cwd: join(this.work, cwd),
      env: { ...this.env, ...env },
      stdio: "pipe",
    });
    this.children.add(child);
    child.once("close", () => this.children.delete(child));
    // The command may end without reading it.
    child.stdin.on("error", () => undefined);
    if (input !== null) child.stdin.end(input);
    return new Running(child);
  }

  run(args: readonly string[], options?: StartOptions): Promise<Finished> {
    return this.start(args, options).finished;
  }

  dispose(): void {
    for (const child of this.children) child.kill("SIGKILL");
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** A command at work. */
export class Running {
  stdout = "";
  stderr = "";
  readonly finished: Promise<Finished>;
  private readonly watchers = new Set<() => void>();

  constructor(readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
      this.wake();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
      this.wake();
    });
    this.finished = new Promise((resolve) => {
      child.once("close", (code) => {
        this.wake();
        resolve({ code, stdout: this.stdout, stderr: this.stderr });
      });
    });
  }

  /**
   * Resolves when both outputs together, without what only a terminal understands, match. Rejects when the command ends
   * without.
   */
  async shown(pattern: RegExp): Promise<void> {
    const text = (): string => stripVTControlCharacters(`${this.stdout}\n${this.stderr}`).replaceAll("\r", "");
    while (!pattern.test(text())) {
      if (this.child.exitCode !== null) throw new Error(`It ended without ${String(pattern)}: ${text()}`);
      await new Promise<void>((resolve) => {
        this.watchers.add(resolve);
      });
    }
  }

  private wake(): void {
    const waiting = [...this.watchers];
    this.watchers.clear();
    for (const resolve of waiting) resolve();
  }
}
