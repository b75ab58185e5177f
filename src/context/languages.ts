const BY_EXTENSION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bat: "bat bat cmd",
    c: "c h",
    clojure: "clj cljs cljc",
    coffeescript: "coffee",
    cpp: "cpp cc cxx hpp hh hxx",
    csharp: "cs",
    css: "css",
    csv: "csv",
    dart: "dart",
    diff: "diff patch",
    dockerfile: "dockerfile",
    elixir: "ex exs",
    fsharp: "fs fsx",
    go: "go",
    graphql: "graphql gql",
    groovy: "groovy gradle",
    haskell: "hs",
    html: "html htm xhtml vue",
    ini: "ini cfg conf properties",
    java: "java",
    javascript: "js mjs cjs",
    javascriptreact: "jsx",
    json: "json webmanifest ipynb",
    jsonc: "jsonc code-workspace",
    jsonl: "jsonl ndjson",
    julia: "jl",
    kotlin: "kt kts",
    latex: "tex sty",
    less: "less",
    log: "log",
    lua: "lua",
    makefile: "mk mak",
    markdown: "md markdown mdx",
    "objective-c": "m",
    ocaml: "ml mli",
    perl: "pl pm",
    php: "php",
    powershell: "ps1 psm1",
    proto: "proto",
    python: "py pyi pyw",
    r: "r",
    restructuredtext: "rst",
    ruby: "rb rake gemspec",
    rust: "rs",
    scala: "scala sc",
    scss: "scss",
    shellscript: "sh bash zsh ksh",
    sql: "sql",
    svelte: "svelte",
    swift: "swift",
    terraform: "tf tfvars",
    toml: "toml",
    tsv: "tsv",
    typescript: "ts mts cts",
    typescriptreact: "tsx",
    vb: "vb",
    xml: "xml xsd xsl svg plist csproj",
    yaml: "yaml yml",
    zig: "zig",
  }).flatMap(([language, extensions]) =>
    extensions.split(" ").map((extension): [string, string] => [extension, language]),
  ),
);

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ["dockerfile", "dockerfile"],
  ["makefile", "makefile"],
  ["gnumakefile", "makefile"],
  ["gemfile", "ruby"],
  ["rakefile", "ruby"],
  ["jenkinsfile", "groovy"],
  [".gitignore", "ignore"],
  [".dockerignore", "ignore"],
  [".bashrc", "shellscript"],
  [".env", "dotenv"],
]);

/** VS Code's language identifier for a file of this name; `plaintext` where unknown. */
export function languageOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return BY_NAME.get(name) ?? BY_EXTENSION.get(extensionOf(name)) ?? "plaintext";
}

/** The last extension in lower case without its dot; empty where there is none. */
export function extensionOf(path: string): string {
  return /[^/\\]\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}
