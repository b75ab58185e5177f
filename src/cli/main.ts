/** Node's oldest version whose permission model the cells' sandbox is built on. */
const OLDEST_NODE = [22, 13] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  process.stderr.write(
    `rlm needs Node.js ${OLDEST_NODE.join(".")} or newer; this is ${process.version}. See https://nodejs.org/en/download\n`,
  );
  process.exitCode = 2;
} else {
  // Loaded only now: an older Node may stumble over what these modules do when they load.
  import("./program").then(
    ({ main }) => main(process.argv.slice(2)),
    (error: unknown) => {
      process.stderr.write(`rlm could not start: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
