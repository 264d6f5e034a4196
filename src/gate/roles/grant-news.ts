import type { Who } from '../../base/member-ref.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { Happening, Journal } from '../ports.ts';
import type { GrantFailure } from './role-keeper.ts';

/** How far back a member's journal is read for what was said of the same debt. */
const LOOK_BACK = 50;

/** After these a role is owed again, or not owed any more. */
const turns: readonly Happening[] = [
  ...(['verified', 'approved', 'exempted', 'letIn', 'transferred'] as const),
  ...(['granted', 'grantFailed', 'revoked', 'ended'] as const),
];

export interface GrantNewsParts {
  readonly journal: Pick<Journal, 'ofMember'>;
  readonly record: Recorder;
}

export type GrantNews = ReturnType<typeof createGrantNews>;

/** Writes down what came of giving a role: once a debt, however often it is tried. Throws `StoreUnavailable`. */
export function createGrantNews({ journal, record }: GrantNewsParts) {
  async function latest(who: Who) {
    const entries = await journal.ofMember(who, LOOK_BACK);
    return entries.find(({ what }) => turns.includes(what));
  }

  return {
    /** @param unasked nobody came for it: what was given before may only be given once more, in case */
    async granted(who: Who, unasked: boolean): Promise<void> {
      if (unasked && (await latest(who))?.what === 'granted') return;
      await record({ ...who, what: 'granted' });
    },

    async failed(who: Who, obstacle: GrantFailure): Promise<void> {
      const last = await latest(who);
      if (last?.what === 'grantFailed' && last.obstacle === obstacle) return;
      await record({ ...who, what: 'grantFailed', obstacle });
    },
  };
}
