import { join } from "node:path";

/** Variables by which a surrounding VS Code, npm or code-server would reach into ours. */
const FOREIGN =
  /^(VSCODE_|ELECTRON_|CODE_SERVER_|CS_|npm_|NODE_CHANNEL_)|^(PORT|PASSWORD|HASHED_PASSWORD|GITHUB_TOKEN|NODE_OPTIONS|INIT_CWD)$/;

/** Keys and settings of the person who runs the tests: no test may depend on them or spend them. */
const PERSONAL = /^(OPENAI_|ANTHROPIC_|RLM_)/;

/**
 * The environment of a VS Code host that keeps all it writes below `home`.
 * @param personal whether the person's own keys are passed on
 */
export function hostEnvironment(
  home: string,
  personal: boolean,
  extra: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !FOREIGN.test(name) && (personal || !PERSONAL.test(name)),
  );
  return {
    ...Object.fromEntries(kept),
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: join(home, "share"),
    ...extra,
  };
}
