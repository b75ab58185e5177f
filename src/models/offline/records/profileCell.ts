import { plain } from "../language/words";

/**
 * The cell that looks at each column of records; it prints what `readProfile` reads. `rows`: code that makes the
 * variable of that name. It leaves `rows` and `num` for the cell that computes.
 */
export function profileCell(rows: string, question: string): string {
  return `// What is in each column, and which of its values does the question name?
${rows}
const asked = ${JSON.stringify(` ${plain(question)} `)};
const bare = (value) => \` \${String(value).toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, " ").trim()} \`;
const num = (value) => (value === "" || value == null ? NaN : Number(String(value).replace(/[$€£,%\\s]/g, "")));
const isPlain = (value) => value != null && value !== "" && typeof value !== "object";
const isNumber = (value) => typeof value !== "boolean" && !Number.isNaN(num(value));

print(\`\${rows.length} rows\`);
for (const column of new Set(rows.slice(0, 500).flatMap(Object.keys))) {
  const values = [...new Set(rows.map((row) => row[column]))].filter(isPlain);
  const kind = values.length > 0 && values.every(isNumber) ? "number" : "text";
  const examples = values.slice(0, values.length <= 30 ? 30 : 5).filter((value) => String(value).length <= 60);
  const named = values.filter((value) => bare(value).trim() !== "" && asked.includes(bare(value))).slice(0, 10);
  print(JSON.stringify({ column, kind, distinct: values.length, examples, named }));
}`;
}
