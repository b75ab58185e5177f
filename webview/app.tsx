import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { RunNode } from "../src/core/trajectory";
import { Answer } from "./answer";
import { OfflineBanner } from "./banner";
import { Callout } from "./callout";
import { plural } from "./format";
import { jumpToAnswer, jumpToEnd, restoreScroll } from "./follow";
import { Lazy } from "./lazy";
import { LiveRegion } from "./liveRegion";
import { Notes } from "./notes";
import { phaseOf } from "./phase";
import { Question } from "./question";
import { RUN_STATUS } from "./runStatus";
import { view, type View } from "./state";
import { StatusBar } from "./statusBar";
import { Turn } from "./turn";
import { Icon } from "./ui/icon";
import { following } from "./viewState";

/** Turns at either end that are made at once. */
const EAGER = 6;

/** The whole page: one run. */
export function App() {
  const shown = view.value;
  if (shown === null) return <p class="empty">Loading the run…</p>;
  const run = shown.trajectory.root;
  if (run === null) {
    return (
      <main>
        {shown.live ? (
          <p class="empty">The run is starting…</p>
        ) : (
          <p class="empty">The beginning of this run can't be read.</p>
        )}
        <Problems view={shown} />
      </main>
    );
  }
  return <RunPage view={shown} run={run} />;
}

function RunPage({ view: shown, run }: { readonly view: View; readonly run: RunNode }) {
  useFollowing(run, shown.live);
  const { length } = run.turns;
  return (
    <>
      <StatusBar run={run} live={shown.live} lastAt={shown.trajectory.lastAt} />
      <main>
        <Question run={run} />
        <OfflineBanner run={run} />
        <Problems view={shown} />
        <Answer run={run} />
        <Notes notes={run.notes} />
        {run.turns.map((turn, index) => (
          <Lazy key={turn.start.turn} eager={index < EAGER || index >= length - EAGER}>
            <Turn turn={turn} revision={turn.revision} />
          </Lazy>
        ))}
      </main>
      {shown.live && !following.value && (
        <button type="button" class="jump" onClick={jumpToEnd}>
          <Icon name="arrow-down" />
          Jump to latest
        </button>
      )}
      <LiveRegion text={spoken(run)} />
    </>
  );
}

function spoken(run: RunNode): string {
  const where = `Turn ${run.turns.length}`;
  return run.status === "running" ? `${where}. ${phaseOf(run)}.` : `The run has ended: ${RUN_STATUS[run.status].text}.`;
}

/** Moves the page along while the run is live, and to the answer when it ends; never once the person has moved away. */
function useFollowing(run: RunNode, live: boolean): void {
  const wasLive = useRef(live);
  useEffect(() => {
    if (!live || !following.peek()) restoreScroll();
  }, []);
  useLayoutEffect(() => {
    if (!following.peek()) return;
    if (live) jumpToEnd();
    else if (wasLive.current) jumpToAnswer();
    wasLive.current = live;
  }, [run.revision, live]);
}

/** What could not be read or placed. */
function Problems({ view: { problems, trajectory } }: { readonly view: View }) {
  const lost = trajectory.orphans.length;
  const texts =
    lost === 0
      ? problems
      : [...problems, `${plural(lost, "step")} of this run can't be shown: what they belong to is missing.`];
  return (
    <>
      {texts.map((text) => (
        <Callout level="warning" text={text} />
      ))}
    </>
  );
}
