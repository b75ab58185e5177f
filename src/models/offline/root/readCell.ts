/** Quotes that are printed of one reading. */
const SHOWN = 24;

/**
 * The cell that reads `passages` and prints quotes as `path:line [title]: sentence`. It leaves `read` and `show` for
 * later readings.
 */
export function readCell(question: string, subQueries: number): string {
  return `${subQueries > 0 ? bySubModel(question) : byCode()}
const show = (quotes) => {
  for (const { path, line, title, text } of quotes.slice(0, ${String(SHOWN)})) print(\`\${path}:\${line} [\${title}]: \${text}\`);
};
show(await read(passages${subQueries > 0 && subQueries < 12 ? `.slice(0, ${String(subQueries)})` : ""}));`;
}

function bySubModel(question: string): string {
  return `// The sub-model reads the passages and quotes. A quote counts only if it stands in its passage.
const question = ${JSON.stringify(question.replace(/\s+/g, " ").trim())};
const read = async (passages, about = "") => {
  const replies = await llm_query_batch(
    passages.map(({ path, line, title, text }) => \`Quote the sentences of the text that help to answer the question, best first, at most 3.
Write one a line, as "line number: sentence". Write NONE if there are none.

Question: \${question}
About: \${about}
Text: \${path}, \${title}
\${text.split("\\n").map((row, i) => \`\${line + i}: \${row}\`).join("\\n")}\`),
  );
  const failed = replies.filter((reply) => reply.startsWith("[error: "));
  if (failed.length > 0) print(\`\${failed.length} sub-queries failed: \${failed[0]}\`);
  const bare = (text) => text.replace(/\\s+/g, " ");
  return replies.flatMap((reply, i) =>
    [...reply.matchAll(/^(\\d+): (.+)$/gm)]
      .map(([, line, text]) => ({ ...passages[i], line: Number(line), text }))
      .filter(({ text }) => bare(passages[i].text).includes(bare(text))),
  );
};`;
}

function byCode(): string {
  return `// There are no sub-queries left, so code picks the lines that have most of the words.
const read = (passages) => {
  const lines = passages.flatMap(({ path, line, title, text }) =>
    text.split("\\n").map((row, i) => ({ path, line: line + i, title, text: row.trim().slice(0, 300) })),
  );
  const score = ({ text }) => Object.values(words).filter((pattern) => pattern.test(text)).length;
  return lines.filter((line) => score(line) > 0).sort((a, b) => score(b) - score(a)).slice(0, ${String(SHOWN)});
};`;
}
