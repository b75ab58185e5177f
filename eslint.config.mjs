import js from "@eslint/js";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Imports run one way: core <- repl, models, context, runs <- evals, cli, editor <- extension.ts. */
const zones = [
  { target: "./src/core", from: "./src", except: ["./core"], message: "core imports nothing but core." },
  ...["repl", "models", "context", "runs"].map((part) => ({
    target: `./src/${part}`,
    from: "./src",
    except: ["./core", `./${part}`],
    message: `${part} imports core only.`,
  })),
  { target: "./src/editor", from: ["./src/cli", "./src/evals", "./src/extension.ts"] },
  { target: "./src/cli", from: ["./src/editor", "./src/extension.ts"] },
  {
    target: "./webview",
    from: "./src",
    except: [
      "./core/events.ts",
      "./core/trajectory.ts",
      "./core/text.ts",
      "./core/usage.ts",
      "./editor/panel/messages.ts",
    ],
    message: "The page reads events, trajectory and the panel's messages, nothing else of src.",
  },
];

const noVscode = { name: "vscode", message: "Only src/editor and extension.ts import vscode." };
const noNode = { group: ["node:*"], message: "core runs in the host, the page, the command line and the tests." };

export default tseslint.config(
  { ignores: ["dist", "node_modules", "examples", "**/*.cjs", ".vscode-test"] },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: {
      parserOptions: { project: ["./tsconfig.json", "./webview/tsconfig.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      "no-console": "error",
      "no-restricted-imports": ["error", { paths: [noVscode] }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/unified-signatures": "off",
      eqeqeq: "error",
      "max-lines": ["error", { max: 500 }],
    },
    settings: { "import-x/resolver": { node: { extensions: [".ts", ".tsx", ".js"] } } },
  },
  {
    files: ["src/core/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { paths: [noVscode], patterns: [noNode] }],
      "no-restricted-globals": ["error", "process", "Buffer", "window", "document", "require", "__dirname"],
    },
  },
  {
    files: ["src/editor/**/*.ts", "src/extension.ts", "test/editor/**/*.ts"],
    rules: { "no-restricted-imports": "off" },
  },
  { files: ["src/cli/**/*.ts"], rules: { "no-console": "off" } },
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: {
      sourceType: "module",
      globals: Object.fromEntries(
        [
          "process",
          "console",
          "URL",
          "fetch",
          "setTimeout",
          "clearTimeout",
          "AbortSignal",
          "AbortController",
          "Buffer",
          "performance",
        ].map((g) => [g, "readonly"]),
      ),
    },
  },
  {
    files: ["esbuild.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: Object.fromEntries(
        ["__dirname", "process", "console", "setTimeout", "clearTimeout", "performance"].map((g) => [g, "readonly"]),
      ),
    },
  },
);
