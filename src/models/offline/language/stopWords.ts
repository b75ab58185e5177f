/** Words that carry a sentence and not its subject. */
const STOP_WORDS = new Set(
  `a about above across after against all also am an and any anybody anyone anything are aren't as at be because been before being below between both but by
  can can't cannot could did didn't do does doesn't doing don't down during each either else ever every for from get gets
  give had has have having he her here hers him his how i i'd i'll i'm i've if in into is isn't it it's its itself just let
  let's like many may me might more most much must my no nor not of off on once only or other our out over own per please same
  she should so some somebody someone something such than that that's the their them then there there's these they thing
  things this those though through to too under until up upon us near around among since toward towards very was wasn't we were weren't what what's when where
  where's whether which while who who's whom whose why will with within without would yes you your yours
  answer ask asking called find following go know look looking need question quote show tell try want wonder
  according exactly actually altogether context corpus given`.split(/\s+/),
);

/** Whether `word`, in any case, says nothing about a subject. */
export function isStopWord(word: string): boolean {
  return word.length < 2 ? !/[\d\p{L}]/u.test(word) || /^[a-z]$/i.test(word) : STOP_WORDS.has(word.toLowerCase());
}
