import * as v from "valibot";
import { digits } from "../../core/prompts/format";
import type { CellResult } from "../../core/repl";
import { headOf, tailOf } from "../../core/text";
import { readLines } from "./lines";
import type { Output } from "../output/output";
import type { ReplSession } from "./session";

/** Most characters of output, and of a value, that one reply carries. */
const MOST_CHARS = 1_000_000;

const request = v.pipe(v.string(), v.parseJson(), v.object({ code: v.string() }));

/** Answers each line `{"code": "…"}` of `input` with one line of JSON, in order, until the input ends. */
export async function serveJson(
  session: ReplSession,
  input: AsyncIterable<unknown>,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  for await (const line of readLines(input)) {
    if (line.trim() === "") continue;
    const asked = v.safeParse(request, line);
    const reply = asked.success
      ? await runCell(session, asked.output.code, signal)
      : misunderstood(asked.issues[0].message);
    output.result(`${JSON.stringify(reply)}\n`);
    if (signal.aborted) return;
  }
}

async function runCell(session: ReplSession, code: string, signal: AbortSignal): Promise<object> {
  let printed = "";
  const result = await session.run(code, (text) => (printed += text), signal);
  const notes = [
    ...result.notes,
    ...(result.finalRefused === null ? [] : [result.finalRefused]),
    ...restartNote(result),
  ];
  return {
    ok: result.error === null,
    output: shorten(printed, Math.max(result.outputChars, printed.length)),
    value: result.value === null ? null : shorten(result.value, result.value.length),
    error: result.error,
    final: result.final?.text ?? null,
    ms: Math.round(result.ms),
    restarted: result.restart !== null,
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function restartNote({ restart }: CellResult): string[] {
  if (restart === null) return [];
  const lost = restart.lost.length === 0 ? "" : ` Lost: ${restart.lost.join(", ")}.`;
  return [`The REPL was restarted: ${restart.text}${lost}`];
}

/** Head and tail where there is too much, with what was cut in between; never more than the limit in all. */
function shorten(text: string, length: number): string {
  if (length <= MOST_CHARS) return text;
  const tail = tailOf(text, 200_000);
  const head = headOf(text, MOST_CHARS - tail.length - 200);
  return `${head}\n[… ${digits(length - head.length - tail.length)} of ${digits(length)} characters were cut …]\n${tail}`;
}

function misunderstood(why: string): object {
  const message = `Each line must be one JSON object such as {"code": "1 + 1"}. ${why}`;
  return {
    ok: false,
    output: "",
    value: null,
    error: { name: "ProtocolError", message, line: null, column: null },
    final: null,
    ms: 0,
    restarted: false,
  };
}
