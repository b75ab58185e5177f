import type { RunEvent } from "../../core/events";

/** What the host tells the page. The page holds no state of its own but what is selected and scrolled. */
export type HostMessage =
  | {
      /** All events so far; sent when the page is ready and whenever it asks to be brought up to date. */
      readonly type: "snapshot";
      readonly run: string;
      readonly events: readonly RunEvent[];
      /** False for a saved run: nothing more will come. */
      readonly live: boolean;
      /** A run without an end that nobody writes any more. */
      readonly interrupted: boolean;
      /** Lines of a saved run that could not be read, for people. */
      readonly problems: readonly string[];
    }
  | {
      /** The events after the first `from`; a page that holds another number of them asks for a snapshot. */
      readonly type: "events";
      readonly run: string;
      readonly from: number;
      readonly events: readonly RunEvent[];
    }
  | {
      /** A large text that the page asked for, or why it can't be had. */
      readonly type: "text";
      readonly ref: string;
      readonly text: string | null;
      readonly problem: string | null;
    };

/** What the page asks of the host. Checked on arrival: a page may show hostile text, so it is trusted with nothing. */
export type PageMessage =
  | { readonly type: "ready" }
  /** The page missed events: send a snapshot. */
  | { readonly type: "resync" }
  | { readonly type: "getText"; readonly ref: string }
  | { readonly type: "stop" }
  /** A `path:line` reference in an answer; opened only if the run's context holds that path. */
  | { readonly type: "openReference"; readonly path: string; readonly line: number; readonly endLine: number | null }
  /** A link in an answer; only `https:` and `http:` are opened, after VS Code has asked. */
  | { readonly type: "openLink"; readonly url: string }
  /** A text of the run as a read-only editor. */
  | { readonly type: "openText"; readonly ref: string; readonly title: string; readonly language: string }
  /** The same for a text that the page holds whole, so that it has no reference. */
  | { readonly type: "openInline"; readonly text: string; readonly title: string; readonly language: string }
  | {
      readonly type: "action";
      readonly action: "set-key" | "open-settings" | "choose-model" | "show-log" | "ask-again";
    };
