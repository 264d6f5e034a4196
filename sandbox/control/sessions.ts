import type { Answer, OpenModal } from '../world/seen.ts';
import type { Json } from '../world/types.ts';
import type { Attempt, Choices } from './view.ts';

/** What a person's client holds beside the world: the open modal, and how the last interaction went. */
export interface Session {
  modal: OpenModal | null;
  waiting: Attempt | null;
  failed: Attempt | null;
  problem: string | null;
  choices: Choices | null;
  /** Whom they look for in the list of members, and which page of it they are on. */
  lookedFor: { readonly query: string; readonly page: number };
  /** Ephemeral messages this person has put away. */
  readonly dismissed: Set<string>;
}

export function newSession(): Session {
  return {
    ...{ modal: null, waiting: null, failed: null, problem: null, choices: null },
    lookedFor: { query: '', page: 0 },
    dismissed: new Set(),
  };
}

/**
 * Runs one interaction in a person's session: it waits, and then there is a modal, or a failure, or nothing more to say
 * because the answer stands in the channel.
 */
export async function attempt(
  session: Session,
  tried: Attempt,
  run: () => Promise<Answer>,
  changed: () => void,
): Promise<void> {
  Object.assign(session, { waiting: tried, failed: null, problem: null });
  changed();
  const end = await run().then(
    (answer) => ended(tried, answer, session.modal),
    // What a client would not let a person do, the actor throws, in a sentence.
    (refusal: unknown) => ({ problem: refusal instanceof Error ? refusal.message : String(refusal) }),
  );
  Object.assign(session, end);
  if (session.waiting === tried) session.waiting = null;
  changed();
}

function ended(tried: Attempt, answer: Answer, modal: OpenModal | null): Partial<Session> {
  if (answer.is === 'failed') return { failed: tried };
  if (answer.is === 'modal') return { modal: answer.modal };
  return { modal: tried.is === 'modal' ? null : modal };
}

/** Asks the bot for suggestions. What it says about an older text than the last one is dropped; silence is no suggestion. */
export async function suggest(
  session: Session,
  asked: Omit<Choices, 'found'>,
  run: () => Promise<Answer>,
  changed: () => void,
): Promise<void> {
  const choices: Choices = { ...asked, found: [] };
  session.choices = choices;
  const answer = await run().catch(() => undefined);
  if (session.choices !== choices || answer?.is !== 'choices') return;
  session.choices = { ...asked, found: answer.choices.map(suggestion) };
  changed();
}

const suggestion = ({ name, value }: Json) => ({
  name: String(name),
  value: typeof value === 'number' ? value : String(value),
});
