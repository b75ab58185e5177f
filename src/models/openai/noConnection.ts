import type { Endpoint } from "../endpoint";

/** Why no connection came about and what to do, in words for people: it names host and port. */
export function noConnection(cause: unknown, endpoint: Endpoint): string {
  const where = endpoint.name === endpoint.address ? endpoint.address : `${endpoint.name} (${endpoint.address})`;
  const code = errorCode(cause);
  const setting = "the base URL (rlm.baseUrl, --base-url)";
  switch (code) {
    case "ECONNREFUSED":
      return `Nothing answers at ${where}: the connection was refused. Start the server, or correct ${setting}.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host of ${where} was not found. Check the network, and ${setting}.`;
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `${where} can't be reached (${code}). Check the network, a proxy, and ${setting}.`;
    default:
      return isCertificate(code)
        ? `The certificate of ${where} can't be trusted (${code}). Check ${setting}, or let Node trust it (NODE_EXTRA_CA_CERTS).`
        : `The connection to ${where} failed${code === "" ? "" : ` (${code})`}. Check the network, and ${setting}.`;
  }
}

function isCertificate(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code);
}

/** The code of the innermost error that has one: `fetch` wraps the socket's error once or twice. */
function errorCode(error: unknown): string {
  let code = "";
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    if ("code" in at && typeof at.code === "string") code = at.code;
    // Several addresses were tried: they mostly fail alike.
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return code;
}
