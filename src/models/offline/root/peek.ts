import { asksForFigures } from "../records/readPlan";
import type { Move } from "./move";
import type { Talk } from "./talk";

/** The first turn: type, size and shape of the context, and a look at some of it. */
export function peek(talk: Talk): Move {
  return { step: "Peek", plan: "First a look at what the context is, before any searching.", code: cellFor(talk) };
}

function cellFor(talk: Talk): string {
  const { variables } = talk.conversation.metadata;
  const [only] = variables;
  if (variables.length > 1 || only === undefined) return named();
  switch (only.shape) {
    case "text":
      return talk.isShort ? "// It is short: all of it.\nprint(context);" : longText();
    case "table":
      return `// Columns, and the first rows.\nprint(context.rows.length, "rows:", context.columns.join(", "));\nfor (const row of context.rows.slice(0, 3)) print(row);`;
    case "records":
      return '// How many records, and the first ones.\nprint(context.length, "records");\nfor (const record of context.slice(0, 3)) print(JSON.stringify(record).slice(0, 300));';
    case "json":
      return json();
    case "files":
      return talk.isShort ? shortFiles() : manyFiles(asksForFigures(talk.question.text));
    case "none":
      return "print(typeof context);";
  }
}

function longText(): string {
  return `// Type and size, how it begins, and a piece from the middle.
print(typeof context, context.length);
print(context.slice(0, 700));
const middle = Math.floor(context.length / 2);
print("…");
print(context.slice(middle, middle + 500));`;
}

function shortFiles(): string {
  return `// They are short: all of them.
for (const file of files) print(\`=== \${file.path}\\n\${file.text}\`);`;
}

function manyFiles(figures: boolean): string {
  return `// How many files of which kind, the first of them, and how one begins.
const kinds = {};
for (const file of files) kinds[file.language] = (kinds[file.language] ?? 0) + 1;
print(files.length, "files:", kinds);
print(files.slice(0, 12).map((file) => \`\${file.path} (\${file.lines} lines)\`).join("\\n"));
print(files[0]?.text.slice(0, 300));${figures ? `\n// Files of records among them?\nfor (const file of files.filter(({ path }) => /\\.(csv|tsv|jsonl|ndjson)$/i.test(path)).slice(0, 8)) {\n  print(\`=== \${file.path}\\n\${file.text.slice(0, 400)}\`);\n}` : ""}`;
}

function json(): string {
  return `// What is in the JSON, and which lists of records?
print(Array.isArray(context) ? \`a list of \${context.length}\` : Object.keys(context ?? {}).slice(0, 30));
print(JSON.stringify(context)?.slice(0, 500));
const isList = (value) => Array.isArray(value) && value.length > 0 && value.every((item) => item !== null && typeof item === "object");
const lists = (value, at, depth) => {
  if (isList(value)) print(\`list: \${at} (\${value.length} records)\`);
  else if (depth < 3 && value !== null && typeof value === "object" && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) lists(inner, \`\${at}[\${JSON.stringify(key)}]\`, depth + 1);
  }
};
lists(context, "context", 0);`;
}

function named(): string {
  return `// Several contexts by name: what is each?
for (const [name, value] of Object.entries(context)) {
  print(\`\${name}: \${typeof value}, \${value?.length ?? Object.keys(value ?? {}).length}\`);
  print(typeof value === "string" ? value.slice(0, 300) : JSON.stringify(value?.rows?.slice(0, 2) ?? value)?.slice(0, 300));
}
print(files.slice(0, 12).map((file) => \`\${file.path} (\${file.lines} lines)\`).join("\\n"));`;
}
