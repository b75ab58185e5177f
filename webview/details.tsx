import type { ContextManifest, Limits, ModelInfo } from "../src/core/events";
import type { RunNode } from "../src/core/trajectory";
import { cost, count, duration, plural, tokens, tokensIn } from "./format";
import { Disclosure } from "./ui/disclosure";

/** What few look at, but some must know: limits, isolation, what was left out, prices. */
export function Details({ run }: { readonly run: RunNode }) {
  return (
    <Disclosure id="details" summary={<span class="muted">Limits, isolation and prices</span>}>
      {() => <Facts run={run} />}
    </Disclosure>
  );
}

function Facts({ run }: { readonly run: RunNode }) {
  const { context, models, limits, isolation, startedAt, app } = run.start;
  const { usage } = run.spend;
  return (
    <dl class="facts">
      <Fact name="Left out of the context" values={context.skipped.map(skipped)} />
      <Fact name="Model for turns" values={[describeModel(models.root)]} />
      <Fact name="Model for sub-queries" values={[describeModel(models.sub)]} />
      <Fact name="Limits" values={describeLimits(limits)} />
      <Fact name="Isolation of the cells" values={[isolation.length === 0 ? "not recorded" : isolation.join(", ")]} />
      <Fact
        name="Tokens"
        values={[
          tokens(usage),
          `${count(usage.cachedInputTokens)} of ${count(tokensIn(usage))} in were read from a cache`,
          `${count(usage.reasoningTokens)} of ${count(usage.outputTokens)} out were reasoning`,
          plural(usage.calls, "request"),
        ]}
      />
      <Fact
        name="Started"
        values={[`${new Date(startedAt).toLocaleString()} by ${app.name} ${app.version} (${app.host})`]}
      />
    </dl>
  );
}

function Fact({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  if (values.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {values.map((value) => (
          <div>{value}</div>
        ))}
      </dd>
    </>
  );
}

function skipped({ text, count: some, examples }: ContextManifest["skipped"][number]): string {
  const names = examples.length === 0 ? "" : ` For example ${examples.join(", ")}.`;
  return `${plural(some, "file")}: ${text}${names}`;
}

function describeModel({ id, provider, contextTokens, contextKnown, price }: ModelInfo): string {
  const window = `${count(contextTokens)} tokens of context${contextKnown ? "" : " assumed"}`;
  const prices =
    price === null ? "price unknown" : `${cost(price.input)} in and ${cost(price.output)} out per million tokens`;
  return `${id} (${provider}), ${window}, ${prices}`;
}

function describeLimits(limits: Limits): readonly string[] {
  return [
    `${plural(limits.maxTurns, "turn")}, ${plural(limits.maxSubQueries, "sub-query", "sub-queries")}, depth ${count(limits.maxDepth)}`,
    `${limits.maxCostUsd === null ? "no limit of cost" : cost(limits.maxCostUsd)}, ${
      limits.maxTokens === null ? "no limit of tokens" : plural(limits.maxTokens, "token")
    }`,
    `${duration(limits.timeoutMs)} in all, ${duration(limits.cellTimeoutMs)} for one cell`,
  ];
}
