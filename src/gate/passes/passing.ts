import type { Clock } from '../../clock.ts';
import { exemptionOf, type Shown } from '../exempt/exempt.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { Numberless, Roster } from '../ports.ts';
import type { ServerSettings } from '../settings/settings.ts';

export interface PassingParts {
  readonly roster: Pick<Roster, 'add' | 'find'>;
  readonly record: Recorder;
  readonly clock: Pick<Clock, 'now'>;
  /** Ends a code underway. */
  readonly verifier: { forget(who: { readonly serverId: string; readonly memberId: string }): Promise<void> };
}

export type Passed =
  | { readonly is: 'passed'; readonly by: Numberless }
  /** Another press of theirs has let them in at this moment. */
  | { readonly is: 'passedBefore' };

export type Passing = ReturnType<typeof createPassing>;

/** Lets members in who need no number. Throws `StoreUnavailable`. */
export function createPassing({ roster, record, clock, verifier }: PassingParts) {
  /**
   * Puts a member on the roster who need not verify; the role is owed then.
   * @returns what let them in; undefined where they have to verify, and where they are blocked
   */
  return async (serverId: string, shown: Shown, rules: ServerSettings): Promise<Passed | undefined> => {
    const now = clock.now();
    const exempt = exemptionOf(rules, shown, now);
    if (!exempt) return undefined;
    const who = { serverId, memberId: shown.memberId };
    if (!(await roster.add(who, { exempt }, now))) return (await roster.find(who)) && { is: 'passedBefore' };
    await verifier.forget(who);
    await record({ ...who, what: 'exempted', ground: exempt.is });
    return { is: 'passed', by: { exempt } };
  };
}
