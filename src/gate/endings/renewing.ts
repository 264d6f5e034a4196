import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { LineKind } from '../../otp/number/line-kind.ts';
import type { Blocks, HeldPhone, Roster } from '../ports.ts';
import type { Departed, Departures } from '../roster/departures.ts';
import type { ServerSettings } from '../settings/settings.ts';
import { mayProveAgain } from './ending.ts';
import type { Endings, RenewResult } from './store.ts';

export interface RenewingParts {
  readonly roster: Pick<Roster, 'find' | 'holders'>;
  readonly endings: Pick<Endings, 'renew'>;
  readonly blocks: Pick<Blocks, 'find'>;
  readonly departures: Pick<Departures, 'end'>;
  readonly clock: Clock;
}

/** What of a server's settings renewing goes by. */
type Rules = Pick<ServerSettings, 'accountsPerNumber' | 'endsAfter'>;

/** What is known besides the number of a member who proves it. */
export interface Known {
  /** The language in which they verify. */
  readonly locale?: string | undefined;
  readonly lineKind?: LineKind | undefined;
}

export type Renewal = RenewResult | { readonly is: 'notDue' };

export type Renewing = ReturnType<typeof createRenewing>;

/** Renews the verification of members of the roster who prove a number again. Throws `StoreUnavailable`. */
export function createRenewing({ roster, endings, blocks, departures, clock }: RenewingParts) {
  /**
   * A block and a renewal in the very same instant do not see each other: so the renewal looks for a block again, and takes the member off.
   */
  async function renew(who: Who, phone: HeldPhone, rules: Rules, known: Known = {}): Promise<Renewal> {
    const now = clock.now();
    const entry = await roster.find(who);
    if (!entry) return { is: 'gone' };
    if (!mayProveAgain(entry, rules, now)) return { is: 'notDue' };
    const { locale, lineKind } = known;
    const member = { ...who, phone, lineKind, verifiedAt: now, ...(locale !== undefined && { locale }) };
    const renewed = await endings.renew(member, rules.accountsPerNumber);
    if (renewed.is !== 'renewed' || !(await blocks.find(who.serverId, phone.phoneKey, now))) return renewed;
    const caught = await roster.find(who);
    if (caught) await departures.end(caught, 'Number blocked', async () => {});
    return { is: 'blocked' };
  }

  return {
    renew,

    /**
     * Gives a number to a member of the roster who proves it, in the place of its earliest holder. The holder goes off first: a process that
     * dies in between leaves the number with nobody, and the member as they were. Undefined where it may not be, or they need not prove one.
     */
    async takeOver(who: Who, phone: HeldPhone, rules: Rules, reason: string): Promise<Departed | undefined> {
      const entry = await roster.find(who);
      if (!entry || !mayProveAgain(entry, rules, clock.now())) return undefined;
      if (await blocks.find(who.serverId, phone.phoneKey, clock.now())) return undefined;
      const [from] = await roster.holders(who.serverId, phone.phoneKey);
      if (!from || from.memberId === who.memberId) return undefined;
      const departed = await departures.end(from, reason, async () => {});
      if (!departed) return undefined;
      const renewed = await renew(who, phone, rules);
      return renewed.is === 'renewed' ? departed : undefined;
    },
  };
}
