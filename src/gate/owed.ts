import type { Who } from '../otp/ports.ts';
import type { Chronicle } from './chronicle.ts';
import type { Grant, Grants } from './grants.ts';
import type { Happening, Journal } from './ports.ts';

/** How many owed roles are tried in one run, so that a long list is a steady stream and not a flood. */
const AT_ONCE = 25;
/** How far back a member's journal is read for what was said of the same debt. */
const LOOK_BACK = 50;

/** After these a role is owed anew, or not owed any more. */
const turns: readonly Happening[] = ['verified', 'approved', 'transferred', 'granted', 'grantFailed'];

export interface OwedParts {
  readonly grants: Pick<Grants, 'retryDue' | 'giveBack'>;
  readonly journal: Journal;
  readonly chronicle: Chronicle;
}

export type OwedRoles = ReturnType<typeof createOwedRoles>;

/** Gives owed roles without being asked, and tells each obstacle once a debt, however often it is met. Throws `StoreUnavailable`. */
export function createOwedRoles({ grants, journal, chronicle }: OwedParts) {
  async function tell(who: Who, grant: Grant): Promise<void> {
    if (grant.is === 'granted') return chronicle({ ...who, what: 'granted' });
    if (grant.is !== 'owed' || (await isTold(who, grant.obstacle))) return;
    await chronicle({ ...who, what: 'grantFailed', why: grant.obstacle });
  }

  async function isTold(who: Who, obstacle: string): Promise<boolean> {
    const entries = await journal.ofMember(who, LOOK_BACK);
    const latest = entries.find(({ what }) => turns.includes(what));
    return latest?.what === 'grantFailed' && latest.why === obstacle;
  }

  return {
    /** Tries what is due. */
    async retry(): Promise<void> {
      for (const { grant, ...who } of await grants.retryDue(AT_ONCE)) await tell(who, grant);
    },

    /** A verified member has come back, to the server or to the Verify button; anybody else is left alone. */
    async returned(who: Who): Promise<Grant> {
      const grant = await grants.giveBack(who);
      await tell(who, grant);
      return grant;
    },
  };
}
