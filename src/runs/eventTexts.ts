import type { RunEvent } from "../core/events";
import type { Text } from "../core/text";

/** The event with `map` applied to each text in it that may be large. */
export function mapTexts(event: RunEvent, map: (text: Text) => Text): RunEvent {
  const orNull = (text: Text | null): Text | null => (text === null ? null : map(text));
  switch (event.type) {
    case "run.start":
      return {
        ...event,
        question: map(event.question),
        context: { ...event.context, entries: map(event.context.entries) },
      };
    case "turn.start":
      return { ...event, prompt: map(event.prompt) };
    case "turn.reply":
      return { ...event, reply: map(event.reply), reasoning: map(event.reasoning) };
    case "cell.start":
      return { ...event, code: map(event.code) };
    case "cell.output":
      return { ...event, text: map(event.text) };
    case "cell.end":
      return { ...event, value: orNull(event.value), final: orNull(event.final) };
    case "query.start":
      return { ...event, prompt: map(event.prompt) };
    case "query.end":
      return { ...event, reply: map(event.reply) };
    case "run.end":
      return { ...event, answer: orNull(event.answer) };
    case "turn.delta":
    case "note":
      return event;
  }
}
