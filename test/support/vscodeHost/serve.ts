import { freePort } from "./port";
import { startServer } from "./server";
import type { HostServer } from "./server";

export interface ServeOptions {
  /** Folder to open, absolute. */
  readonly folder: string;
  /** Where user data stays from one start to the next. */
  readonly home: string;
  readonly vsix: string;
  readonly port: number;
  /** False: any free port will do where `port` is taken. */
  readonly strictPort: boolean;
  readonly password?: string;
}

/** Serves VS Code with the packed extension to a person, until it is stopped. `address` opens the folder there. */
export async function serve(options: ServeOptions): Promise<HostServer & { readonly address: string }> {
  const port = await freePort(options.port);
  if (options.strictPort && port !== options.port)
    throw new Error(`Port ${options.port} is taken: name another one with --port.`);
  const { home, vsix, password } = options;
  const server = await startServer({
    mode: "user",
    home,
    vsix,
    port,
    personal: true,
    ...(password === undefined ? {} : { password }),
  });
  return { ...server, address: `${server.url}?folder=${encodeURI(options.folder)}` };
}
