import type { Clock, Ms } from '../../clock.ts';
import { exemptionOf, type Shown } from '../exempt/exempt.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { Exemption, LetIn, Roster } from '../ports.ts';
import type { ServerSettings } from '../settings/settings.ts';
import { isOpenAt, type Openings } from './openings.ts';

export interface PassingParts {
  readonly roster: Pick<Roster, 'add' | 'find'>;
  readonly openings: Pick<Openings, 'current'>;
  readonly record: Recorder;
  readonly clock: Pick<Clock, 'now'>;
  /** Ends a code underway. */
  readonly verifier: { forget(who: { readonly serverId: string; readonly memberId: string }): Promise<void> };
}

/** What let somebody in. `endsAt`: of the open gate. */
export type Pass =
  | { readonly exempt: Exemption; readonly letIn?: never }
  | { readonly letIn: LetIn; readonly exempt?: never; readonly endsAt: Ms };

export type Passed =
  | { readonly is: 'passed'; readonly by: Pass }
  /** Another press of theirs has let them in at this moment. */
  | { readonly is: 'passedBefore' };

export type Passing = ReturnType<typeof createPassing>;

/** Lets members in who need no number. Throws `StoreUnavailable`. */
export function createPassing({ roster, openings, record, clock, verifier }: PassingParts) {
  /** An exemption goes before the open gate: exempt members are not asked to verify afterwards. */
  async function whatLetsIn(
    serverId: string,
    shown: Shown,
    rules: ServerSettings,
    hasOpening: boolean,
    now: Ms,
  ): Promise<Pass | undefined> {
    const exempt = exemptionOf(rules, shown, now);
    if (exempt) return { exempt };
    const opening = hasOpening ? await openings.current(serverId) : undefined;
    if (!opening || !isOpenAt(opening, now)) return undefined;
    const { by, reason, id, endsAt } = opening;
    return { letIn: { by, reason, opening: id }, endsAt };
  }

  /**
   * Puts a member who need not verify on the roster; the role is owed then.
   * @param hasOpening whether the gate may be open to everybody
   * @returns what let them in; undefined where they have to verify, and where they are blocked
   */
  return async (
    serverId: string,
    shown: Shown,
    rules: ServerSettings,
    hasOpening: boolean,
  ): Promise<Passed | undefined> => {
    const now = clock.now();
    const by = await whatLetsIn(serverId, shown, rules, hasOpening, now);
    if (!by) return undefined;
    const who = { serverId, memberId: shown.memberId };
    if (!(await roster.add(who, by, now))) return (await roster.find(who)) && { is: 'passedBefore' };
    await verifier.forget(who);
    await record(by.exempt ? { ...who, what: 'exempted', ground: by.exempt.is } : { ...who, what: 'letIn' });
    return { is: 'passed', by };
  };
}
