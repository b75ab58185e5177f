import { useSignal } from "@preact/signals";
import { runCost, type RunNode } from "../src/core/trajectory";
import { Elapsed } from "./elapsed";
import { cost, count, tokensIn } from "./format";
import { post } from "./host";
import { phaseOf } from "./phase";
import { RUN_STATUS } from "./runStatus";
import { Button } from "./ui/button";
import { Icon } from "./ui/icon";

interface Props {
  readonly run: RunNode;
  readonly live: boolean;
  /** ms since the run began, of its newest event. */
  readonly lastAt: number;
}

/** The line that stays in sight: state, what was used so far, and a way to stop. */
export function StatusBar({ run, live, lastAt }: Props) {
  const { text, icon, tone } = RUN_STATUS[run.status];
  const running = run.status === "running";
  return (
    <header class={live ? "status-bar live" : "status-bar"}>
      <p class="status">
        {running ? <Icon name="loading" spin /> : <Icon name={icon} tone={tone} />}
        <strong>{text}</strong>
        {running && <span class="muted">{phaseOf(run)}</span>}
      </p>
      <Figures run={run} lastAt={lastAt} />
      {live && <Stop />}
    </header>
  );
}

function Stop() {
  const asked = useSignal(false);
  if (asked.value) return <span class="stopping">Stopping…</span>;
  return (
    <Button
      label="Stop"
      icon="debug-stop"
      secondary
      onPress={() => {
        asked.value = true;
        post({ type: "stop" });
      }}
    />
  );
}

function Figures({ run, lastAt }: Omit<Props, "live">) {
  const running = run.status === "running";
  const { usage } = run.spend;
  const about = usage.estimated ? "about " : "";
  return (
    <dl class="figures">
      <Figure
        name="Turns"
        value={`${count(run.turns.filter((turn) => !turn.start.forced).length)} of ${count(run.start.limits.maxTurns)}`}
      />
      <Figure
        name="Sub-queries"
        value={count(run.subQueries)}
        more={run.fromMemory > 0 ? `and ${count(run.fromMemory)} from memory` : ""}
      />
      <Figure name="Tokens" value={`${about}${count(tokensIn(usage))} in, ${count(usage.outputTokens)} out`} />
      <Figure name="Cost" value={cost(runCost(run))} />
      <div class="figure">
        <dt>Time</dt>
        <dd>
          <Elapsed since={0} ms={running ? null : (run.end?.totals.ms ?? lastAt)} running={running} />
        </dd>
      </div>
    </dl>
  );
}

function Figure({ name, value, more = "" }: { readonly name: string; readonly value: string; readonly more?: string }) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        {value}
        {more !== "" && <span class="muted"> ({more})</span>}
      </dd>
    </div>
  );
}
