// npm run setup: all that `npm start` and `npm test` need, from the npm registry and apt. Quick when it is there.
import { main } from "./lib/problem.mjs";
import { onProjectNode } from "./lib/node.mjs";
import { ensureTools } from "./setup/tools.mjs";

await main(async () => {
  await onProjectNode(import.meta.url);
  console.log(`setup  packages: up to date, Node ${process.version}`);
  await ensureTools({ browser: true });
});
