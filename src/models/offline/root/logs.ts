/** A line of a log: it begins with a time, a level, or something in brackets. */
const LOG_LINE = /^\s*(?:\[?\d{2,4}[-/:.]\d\d|\[|(?:ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|FATAL)\b|\w{3} +\d+ \d\d:)/;

/** Whether what the first turn has shown of a context looks like a log. */
export function isLog(peeked: string): boolean {
  const lines = peeked.split("\n").filter((line) => line.trim().length > 10);
  return lines.length >= 4 && lines.filter((line) => LOG_LINE.test(line)).length >= lines.length * 0.6;
}
