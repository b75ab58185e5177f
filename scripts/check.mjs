// npm run check: types, lint, formatting, dead exports, manifest and sizes.
import { main } from "./lib/problem.mjs";
import { onProjectNode } from "./lib/node.mjs";

await main(async () => {
  await onProjectNode(import.meta.url);
  const { runChecks } = await import("./lib/checks.mjs");
  const { failures } = await runChecks();
  if (failures.length > 0) process.exitCode = 1;
});
