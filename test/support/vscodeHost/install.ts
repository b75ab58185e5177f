import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Installs a packed extension into the host's extensions folder; an older one of the same version is replaced. */
export async function install(
  node: string,
  program: readonly string[],
  env: NodeJS.ProcessEnv,
  vsix: string,
): Promise<void> {
  try {
    await promisify(execFile)(node, [...program, "--install-extension", vsix, "--force"], { env, timeout: 60_000 });
  } catch (cause) {
    throw new Error(`${vsix} could not be installed; \`npm run package\` makes it.`, { cause });
  }
}
