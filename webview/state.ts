import { signal } from "@preact/signals";
import { applyEvent, createTrajectory, interrupt, type Trajectory } from "../src/core/trajectory";
import type { HostMessage } from "../src/editor/panel/messages";
import { setClock } from "./clock";
import { post } from "./host";
import { receiveText } from "./texts";
import { showRun } from "./viewState";

/** The run that the page shows. A new object with every change; the trajectory in it is changed in place. */
export interface View {
  readonly run: string;
  readonly trajectory: Trajectory;
  /** How many events have been folded in: the next ones must say that they follow these. */
  readonly count: number;
  readonly live: boolean;
  readonly problems: readonly string[];
}

/** Null until the host has sent a snapshot. */
export const view = signal<View | null>(null);

let waitingForSnapshot = true;

/** Takes what the host says: a snapshot replaces everything, events follow on or ask for a snapshot. */
export function receive(message: HostMessage): void {
  switch (message.type) {
    case "snapshot":
      takeSnapshot(message);
      return;
    case "events":
      takeEvents(message);
      return;
    case "text":
      receiveText(message);
      return;
  }
}

function takeSnapshot(message: Extract<HostMessage, { type: "snapshot" }>): void {
  waitingForSnapshot = false;
  showRun(message.run);
  const trajectory = createTrajectory();
  for (const event of message.events) applyEvent(trajectory, event);
  const ended = trajectory.root !== null && trajectory.root.end !== null;
  const live = message.live && !message.interrupted && !ended;
  if (!live) interrupt(trajectory);
  setClock(trajectory.lastAt, trajectory.root?.start.startedAt ?? null, live);
  view.value = { run: message.run, trajectory, count: message.events.length, live, problems: message.problems };
}

function takeEvents(message: Extract<HostMessage, { type: "events" }>): void {
  if (waitingForSnapshot) return;
  const held = view.value;
  if (held === null || message.run !== held.run || message.from !== held.count) {
    waitingForSnapshot = true;
    post({ type: "resync" });
    return;
  }
  for (const event of message.events) applyEvent(held.trajectory, event);
  const { root, lastAt } = held.trajectory;
  const live = held.live && root?.end === null;
  setClock(lastAt, null, live);
  view.value = { ...held, count: held.count + message.events.length, live };
}
