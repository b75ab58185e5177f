import { OPENAI_BASE_URL } from "../../models/endpoint";

/** Where the key of a server is kept. */
export interface KeyPlace {
  /** Host and port, for people. */
  readonly host: string;
  /** Name in the secret storage; scheme, host and port are part of it. */
  readonly secret: string;
}

/** The place for the key of the server at `baseUrl` (empty: OpenAI's own); null where that is no address. */
export function keyPlace(baseUrl: string): KeyPlace | null {
  const address = baseUrl === "" ? OPENAI_BASE_URL : baseUrl;
  if (!URL.canParse(address)) return null;
  const { origin, host } = new URL(address);
  return host === "" ? null : { host, secret: `apiKey:${origin}` };
}
