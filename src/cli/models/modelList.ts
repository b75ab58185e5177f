import * as v from "valibot";
import { ModelError, type Capabilities } from "../../core/model";
import { NO_USAGE } from "../../core/usage";
import type { Endpoint } from "../../models/endpoint";
import { createOfflineModels } from "../../models/offline/offline";
import { createClient } from "../../models/openai/client";
import { toModelError } from "../../models/openai/failure";
import { modelList } from "../../models/openai/wire";
import { describeModel } from "../../models/prices";

const LIMIT_MS = 20_000;

export interface ListedModel {
  readonly provider: string;
  readonly id: string;
  readonly capabilities: Capabilities;
}

export function offlineModels(): readonly ListedModel[] {
  const { root, sub } = createOfflineModels();
  return [...new Set([root, sub])].map(({ provider, id, capabilities }) => ({ provider, id, capabilities }));
}

/** The models that a server lists, by name. Throws a `ModelError` for a server that has no list or can't be reached. */
export async function serverModels(endpoint: Endpoint, signal: AbortSignal): Promise<readonly ListedModel[]> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  const text = await request(endpoint, AbortSignal.any([signal, limit])).catch((error: unknown) => {
    throw limit.aborted
      ? new ModelError("timeout", `${endpoint.name} has not answered within ${String(LIMIT_MS / 1000)} s.`)
      : failure(error, endpoint);
  });
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), modelList), text);
  if (!parsed.success) throw noList(endpoint);
  const entries = Array.isArray(parsed.output) ? parsed.output : parsed.output.data;
  return entries
    .map(({ id }) => ({ provider: endpoint.name, id, capabilities: describeModel(endpoint.listedAs, id).capabilities }))
    .sort((a, b) => a.id.localeCompare(b.id));
}

async function request(endpoint: Endpoint, signal: AbortSignal): Promise<string> {
  const { openai } = await createClient(endpoint);
  return (await openai.models.list({ signal }).asResponse()).text();
}

function failure(error: unknown, endpoint: Endpoint): ModelError {
  const limits = { firstByteMs: LIMIT_MS, idleMs: LIMIT_MS, totalMs: LIMIT_MS };
  const usage = { refused: NO_USAGE, broken: NO_USAGE };
  const known = toModelError(error, { endpoint, model: "", limits, expired: null, usage });
  return known.kind === "not-found" ? noList(endpoint) : known;
}

function noList(endpoint: Endpoint): ModelError {
  const text = `${endpoint.name} gives no list of its models at ${endpoint.baseUrl}/models. Check --base-url (most end in /v1), or name a model with --model.`;
  return new ModelError("not-found", text);
}
