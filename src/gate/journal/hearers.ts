import type { GateEvent, What } from './events.ts';

export type Hearer = 'journal' | 'staff' | 'log' | 'metrics';

/**
 * Who hears of what, in this order. The journal keeps nothing of a member whose data has been deleted since the work began, and nobody after
 * it hears of that; the log and the metrics, which name nobody, hear before it of what was paid for or guessed. The staff read sums in the
 * order of the lines.
 */
const hearers = {
  started: ['journal', 'log', 'metrics'],
  consented: ['journal'],
  entered: ['log', 'metrics'],
  sent: ['log', 'metrics', 'journal'],
  notSent: ['log', 'metrics'],
  delivered: ['journal', 'log', 'metrics'],
  wrongCode: ['log', 'metrics', 'journal'],
  needlessCode: ['log', 'metrics'],
  guessesSpent: ['log', 'metrics'],
  notChecked: ['log', 'metrics'],
  proven: ['log', 'metrics'],
  verified: ['journal', 'staff', 'log', 'metrics'],
  exempted: ['journal', 'staff', 'log', 'metrics'],
  // The staff hear of them by their number alone.
  letIn: ['journal', 'log', 'metrics'],
  renewed: ['journal', 'staff', 'log', 'metrics'],
  // The staff read a sum of each run.
  ended: ['journal', 'log', 'metrics'],
  granted: ['journal', 'log', 'metrics'],
  grantFailed: ['journal', 'staff', 'log', 'metrics'],
  conflict: ['journal', 'staff', 'log', 'metrics'],
  transferred: ['journal', 'staff', 'log', 'metrics'],
  gaveUpNumber: ['journal'],
  blockedNumber: ['journal', 'staff', 'log', 'metrics'],
  // Its own message tells the staff.
  requested: ['journal', 'log', 'metrics'],
  declined: ['journal'],
  lookedUp: ['journal'],
  blocked: ['journal', 'staff'],
  unblocked: ['journal', 'staff'],
  reset: ['journal', 'staff'],
  revoked: ['journal', 'staff'],
  approved: ['journal', 'staff', 'log', 'metrics'],
  reminded: ['journal'],
  removed: ['journal', 'staff'],
  moneySpent: ['log', 'metrics', 'staff'],
  capReached: ['log', 'metrics', 'journal', 'staff'],
  sendRefused: ['log', 'metrics', 'journal', 'staff'],
  undelivered: ['journal', 'staff', 'log', 'metrics'],
} as const satisfies Readonly<Record<What, readonly Hearer[]>>;

type WhatFor<H extends Hearer> = { [W in What]: H extends (typeof hearers)[W][number] ? W : never }[What];

/** What is told to a hearer. */
export type HeardBy<H extends Hearer> = Extract<GateEvent, { readonly what: WhatFor<H> }>;

/** Who hears of an event, the first first. */
export const hearersOf = ({ what }: Pick<GateEvent, 'what'>): readonly Hearer[] => hearers[what];

/** What the staff hear of, in order. The table has no keys but those. */
export const toldToStaff = (Object.keys(hearers) as What[]).filter((what): what is WhatFor<'staff'> =>
  hearersOf({ what }).includes('staff'),
);
