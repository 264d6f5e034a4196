import type { Ms } from '../../clock.ts';
import { isOpen, type OpenGate } from '../../gate/settings/settings.ts';
import type { Chooser } from '../preflight/lending.ts';
import type { createFinding } from './finding.ts';
import type { Listed } from './names/listing.ts';
import type { createShownLists } from './names/shown.ts';
import { type DeadlineParts, HELD } from './parts.ts';
import type { createRemovals } from './removals.ts';
import type { createDeadlineStates, DeadlineState } from './state.ts';

/** What the staff's answer led to. */
export type Answered =
  /** `kept`: of those who were shown, how many are not due any more. */
  | { readonly is: 'removed'; readonly count: number; readonly kept: number }
  /** Discord stopped it; the rest is asked about again. */
  | { readonly is: 'stopped'; readonly count: number }
  | { readonly is: 'held'; readonly until: Ms }
  /** Members cannot verify now, so that nobody is removed; the question stands. */
  | { readonly is: 'shut' }
  /** Nobody has looked at the list yet. */
  | { readonly is: 'notShown' }
  /** Answered already, or the deadline has changed since. */
  | { readonly is: 'outOfDate' };

/** Whom a question is about; `stopped`: the bot may remove nobody. */
export type Asked =
  | { readonly is: 'list'; readonly people: readonly Listed[]; readonly days: number }
  | { readonly is: 'outOfDate' | 'stopped' };

interface Steps {
  readonly states: ReturnType<typeof createDeadlineStates>;
  readonly shown: ReturnType<typeof createShownLists>;
  readonly actsAt: ReturnType<typeof createFinding>;
  readonly removals: ReturnType<typeof createRemovals>;
}

/** What the staff may answer to the question whether many members are to be removed. */
export function createAnswers(parts: DeadlineParts, { states, shown, actsAt, removals }: Steps) {
  const { settings, canVerify, isSure, clock } = parts;

  /** The question that was asked at an instant, as far as it still stands. */
  async function standing(serverId: string, askedAt: Ms) {
    const [server, state] = await Promise.all([settings.load(serverId), states.load(serverId)]);
    const stands = state?.askedAt === askedAt && server?.deadlineDays === state.days;
    return stands && isOpen(server) ? { server, state } : undefined;
  }

  /** Members who were due when it was asked, and still are. Undefined where the bot may remove nobody. */
  async function dueOf(
    serverId: string,
    { server, state }: { readonly server: OpenGate; readonly state: DeadlineState },
    askedAt: Ms,
    by?: Chooser,
  ) {
    const found = await actsAt(serverId, server, state, askedAt, by);
    return found && { ids: await removals.removalsIn(serverId, server, found), people: found.people };
  }

  return {
    /** Everybody that a question is about; from then on it may be agreed to. Throws what Discord refuses. */
    async list(serverId: string, askedAt: Ms): Promise<Asked> {
      const question = await standing(serverId, askedAt);
      if (!question) return { is: 'outOfDate' };
      const due = await dueOf(serverId, question, askedAt);
      if (!due) return { is: 'stopped' };
      await shown.write(serverId, askedAt, due.ids);
      const ids = new Set(due.ids);
      return { is: 'list', people: due.people.filter(({ memberId }) => ids.has(memberId)), days: question.state.days };
    },

    /**
     * The staff agreed: of those whom they were shown, the ones who are still due are removed, as far as they stand below the one who agreed. Throws
     * what Discord refuses.
     */
    async consent(serverId: string, askedAt: Ms, by: Chooser): Promise<Answered> {
      const question = await standing(serverId, askedAt);
      if (!question) return { is: 'outOfDate' };
      const list = await shown.of(serverId, askedAt);
      if (!list) return { is: 'notShown' };
      const { server, state } = question;
      if (!(await isSure()) || !(await canVerify(serverId, server, askedAt))) return { is: 'shut' };
      const due = await dueOf(serverId, question, askedAt, by);
      if (!due) return { is: 'stopped', count: 0 };
      const theirs = due.ids.filter(list.has);
      const { count, stopped } = await removals.removeAll(serverId, theirs, state.days, by.memberId);
      const { askedAt: _, heldUntil: __, ...rest } = state;
      await states.save(serverId, rest);
      await shown.forget(serverId);
      return stopped ? { is: 'stopped', count } : { is: 'removed', count, kept: list.count - count };
    },

    /** The staff want nobody removed for now. */
    async hold(serverId: string, askedAt: Ms): Promise<Answered> {
      const state = await states.load(serverId);
      if (state?.askedAt !== askedAt) return { is: 'outOfDate' };
      const { askedAt: _, ...rest } = state;
      const until = clock.now() + HELD;
      await states.save(serverId, { ...rest, heldUntil: until });
      await shown.forget(serverId);
      return { is: 'held', until };
    },
  };
}
