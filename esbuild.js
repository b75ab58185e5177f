"use strict";
/*
 * Bundles everything into dist/:   node esbuild.js [--production] [--no-tests] [--watch]
 * --production minifies, and leaves out source maps and tests, as `npm run package` ships it.
 */
const fs = require("node:fs");
const path = require("node:path");
const esbuild = require("esbuild");
const { version } = require("./package.json");

/** Bundles loaded by name at run time; they come from VS Code or from node_modules. */
const TEST_EXTERNALS = ["vscode", "mocha", "playwright-core", "esbuild", "@copilotkit/aimock"];

/** What drives the tests, and the VS Code of `npm start`. */
const PROGRAMS = [
  "test/editor/index.ts",
  "test/support/reporter.ts",
  "test/support/vscodeHost/editorRing.ts",
  "test/support/vscodeHost/serve.ts",
];

/** `import source from "kernel:source"`: the guest kernel as the text of one expression, whose value is its exports. */
const kernelSource = {
  name: "kernel-source",
  setup(build) {
    build.onResolve({ filter: /^kernel:source$/ }, () => ({ path: "kernel", namespace: "kernel-source" }));
    build.onLoad({ filter: /.*/, namespace: "kernel-source" }, async () => {
      const result = await esbuild.build({
        entryPoints: [path.join(__dirname, "src/repl/worker/kernel/main.ts")],
        bundle: true,
        write: false,
        metafile: true,
        format: "iife",
        globalName: "kernel",
        target: "node22",
        minifyWhitespace: true,
        minifySyntax: true,
        legalComments: "none",
      });
      const contents = `(()=>{${result.outputFiles[0].text}return kernel})()`;
      return { contents, loader: "text", watchFiles: Object.keys(result.metafile.inputs) };
    });
  },
};

function nodeOptions(production) {
  return {
    absWorkingDir: __dirname,
    bundle: true,
    write: false,
    metafile: true,
    logLevel: "warning",
    platform: "node",
    format: "cjs",
    target: "node22",
    minify: production,
    sourcemap: production ? false : "inline",
    sourcesContent: false,
    plugins: [kernelSource],
    define: { __RLM_VERSION__: JSON.stringify(version), __RLM_WORKER_SOURCE__: "null" },
  };
}

function extension(production) {
  return {
    ...nodeOptions(production),
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    external: ["vscode"],
  };
}

function worker(production) {
  return { ...nodeOptions(production), entryPoints: ["src/repl/worker/main.ts"], outfile: "dist/worker.cjs" };
}

/** One file that runs alone, so it carries the worker's source. */
function commandLine(production, workerSource) {
  const base = nodeOptions(production);
  return {
    ...base,
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/rlm.cjs",
    banner: { js: "#!/usr/bin/env node" },
    define: { ...base.define, __RLM_WORKER_SOURCE__: JSON.stringify(workerSource) },
  };
}

function page(production) {
  return {
    ...nodeOptions(production),
    entryPoints: ["webview/main.tsx"],
    outfile: "dist/webview/main.js",
    platform: "browser",
    format: "iife",
    target: "chrome130",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".ttf": "file" },
    assetNames: "[name]",
    plugins: [],
  };
}

/** Test files and programs are bundled one by one, each at the same place below dist/test. */
function tests(entryPoints) {
  return {
    ...nodeOptions(false),
    entryPoints,
    outbase: __dirname,
    outdir: "dist",
    external: TEST_EXTERNALS,
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".css": "empty", ".ttf": "empty" },
  };
}

const testFiles = () => fs.globSync("test/**/*.test.{ts,tsx}", { cwd: __dirname, exclude: ["test/fixtures/**"] });

/**
 * Makes all bundles in memory: `files`, a list of `{path, contents}` with absolute paths, and `packages`, the folders of
 * the packages that went into them. Rejects when a bundle can't be made, after all others were tried; `files` of the
 * error holds those that could.
 */
async function bundle({ production = false, withTests = false } = {}) {
  const workerBuild = esbuild.build(worker(production));
  const builds = [
    workerBuild,
    workerBuild.then((made) => esbuild.build(commandLine(production, made.outputFiles[0].text))),
    esbuild.build(extension(production)),
    esbuild.build(page(production)),
    esbuild.build(tests(PROGRAMS)),
    ...(withTests ? [esbuild.build(tests(testFiles()))] : []),
  ];
  const settled = await Promise.allSettled(builds);
  const files = settled.flatMap((one) => (one.status === "fulfilled" ? one.value.outputFiles : []));
  const failed = settled.filter((one) => one.status === "rejected");
  if (failed.length > 0) throw Object.assign(new Error(`${failed.length} bundles could not be made`), { files });
  const inputs = settled.flatMap((one) => Object.keys(one.value.metafile.inputs));
  return { files, packages: packageFolders(inputs) };
}

function packageFolders(inputs) {
  const folders = inputs.map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return [...new Set(folders)].filter((folder) => folder !== undefined).sort();
}

function write(files) {
  for (const file of files) {
    fs.mkdirSync(path.dirname(file.path), { recursive: true });
    fs.writeFileSync(file.path, file.contents);
  }
}

/** Tests that are no more would still be run. */
function removeStaleTests(files) {
  const fresh = new Set(files.map((file) => file.path));
  for (const name of fs.globSync("dist/test/**/*.js", { cwd: __dirname })) {
    const file = path.join(__dirname, name);
    if (!fresh.has(file)) fs.rmSync(file);
  }
}

async function build(options) {
  const started = performance.now();
  const { files } = await bundle(options).catch((error) => {
    write(error.files ?? []);
    throw error;
  });
  write(files);
  if (options.withTests) removeStaleTests(files);
  console.log(`built ${files.length} files in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Builds again after every change. The two lines frame a build for the problem matcher of .vscode/tasks.json. */
function watch(options) {
  let working = Promise.resolve();
  let timer;
  const again = () => {
    working = working.then(async () => {
      console.log("[watch] build started");
      await build(options).catch((error) => console.error(error.message));
      console.log("[watch] build finished");
    });
  };
  for (const folder of ["src", "webview", "test"]) {
    fs.watch(path.join(__dirname, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(again, 150);
    });
  }
  again();
}

module.exports = { bundle };

if (require.main === module) {
  const production = process.argv.includes("--production");
  const options = { production, withTests: !production && !process.argv.includes("--no-tests") };
  if (process.argv.includes("--watch")) watch(options);
  else
    build(options).catch((error) => {
      console.error(error.message);
      process.exitCode = 1;
    });
}
