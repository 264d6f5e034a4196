import type { Answer, OpenModal } from '../world/seen.ts';
import type { Attempt } from './view.ts';

/** What a person's client holds beside the world: the open modal, and how the last interaction went. */
export interface Session {
  modal: OpenModal | null;
  waiting: Attempt | null;
  failed: Attempt | null;
  problem: string | null;
  /** Ephemeral messages this person has put away. */
  readonly dismissed: Set<string>;
}

export function newSession(): Session {
  return { modal: null, waiting: null, failed: null, problem: null, dismissed: new Set() };
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
