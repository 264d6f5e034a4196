/**
 * The rule of the fraud breaker. It has no state of its own: what holds now follows from what was sent and verified in
 * the last day, so it is the same in every process and after every restart.
 */

/** What was sent in one hour (UTC), and how many of those codes were typed back. `alive`: neither typed back nor expired. */
export interface Sends {
  readonly sent: number;
  readonly verified: number;
  readonly alive: number;
}

/** How many of the codes whose fate is known were typed back. */
export interface Figures {
  readonly sent: number;
  readonly verified: number;
}

export type Breaker =
  /** `room`: how many more may be sent now. */
  | { readonly is: 'closed'; readonly room: number }
  /** A few probes are let through: `room` more. */
  | { readonly is: 'probing'; readonly room: number; readonly figures: Figures }
  /** `hours`: something is let through again when so many hours have begun after the present one began. */
  | { readonly is: 'open'; readonly hours: number; readonly figures: Figures };

/** How many hours the breaker looks back, the present one included. */
export const HOURS_BACK = 24;

/** What tells a country from a prefix. */
export interface BreakerRule {
  /** Fewer sends than this prove nothing. */
  readonly leastSent: number;
  /** What may be sent before anybody has verified. */
  readonly onTrust: number;
}

export const countryRule: BreakerRule = { leastSent: 20, onTrust: 50 };
/** With all its probes of a day, a prefix comes to 19: it is stopped before it alone can speak for its country. */
export const prefixRule: BreakerRule = { leastSent: 10, onTrust: 10 };

const LEAST_VERIFIED = 0.2;
const PROBES = 3;
/** Whole hours off after the hour of the first opening; each opening after it is off for so many times as long. */
const FIRST_WAIT = 1;
const LONGER = 3;
/** Each who verifies vouches for as many sends as the share allows. */
const VOUCHED = 1 / LEAST_VERIFIED;

const none: Sends = { sent: 0, verified: 0, alive: 0 };

type State =
  | { readonly is: 'closed'; readonly since: number; readonly wait: number }
  | { readonly is: 'open'; readonly until: number; readonly wait: number; readonly figures: Figures }
  | { readonly is: 'probing'; readonly probes: Sends; readonly wait: number; readonly figures: Figures };

/**
 * Where the breaker stands after `hours`, the oldest first and the present one last.
 *
 * It opens on so many sends as the rule says, within two clock hours or within all of `hours`, of which under 20 % were
 * verified. A code counts once it was typed back or its life is over: one that was just sent has had no time. Those are
 * bounded by trust instead, which grows by 5 with each who verifies. It stays open for the next hour, lets 3 probes through, and closes when one of them is
 * verified; else it opens again, for three times as long.
 */
export function breakerAfter(hours: readonly Sends[], rule: BreakerRule): Breaker {
  let state: State = { is: 'closed', since: 0, wait: FIRST_WAIT };
  const sumOf = sums(hours);
  for (const at of hours.keys()) state = stateAfter(state, sumOf, at, rule);
  switch (state.is) {
    case 'closed': {
      const { sent, verified } = sumOf(state.since, hours.length);
      return { is: 'closed', room: Math.max(0, rule.onTrust + VOUCHED * verified - sent) };
    }
    case 'probing':
      return { is: 'probing', room: Math.max(0, PROBES - state.probes.sent), figures: state.figures };
    case 'open':
      return { is: 'open', hours: state.until - (hours.length - 1), figures: state.figures };
  }
}

function stateAfter(state: State, sumOf: Sums, at: number, rule: BreakerRule): State {
  switch (state.is) {
    case 'closed': {
      const lately = known(sumOf(Math.max(state.since, at - 1), at + 1));
      const inAll = known(sumOf(state.since, at + 1));
      const figures = [lately, inAll].find(
        ({ sent, verified }) => sent >= rule.leastSent && verified < sent * LEAST_VERIFIED,
      );
      return figures ? opened(at, state.wait, figures) : state;
    }
    case 'open':
      if (at < state.until) return state;
      return stateAfter({ ...state, is: 'probing', probes: none }, sumOf, at, rule);
    case 'probing': {
      const probes = plus(state.probes, sumOf(at, at + 1));
      const { sent, verified } = known(probes);
      if (verified >= PROBES * LEAST_VERIFIED) {
        return stateAfter({ is: 'closed', since: at, wait: state.wait }, sumOf, at, rule);
      }
      return sent >= PROBES ? opened(at, state.wait, { sent, verified }) : { ...state, probes };
    }
  }
}

const opened = (at: number, wait: number, figures: Figures): State => ({
  is: 'open',
  until: at + 1 + wait,
  wait: wait * LONGER,
  figures,
});

const known = ({ sent, verified, alive }: Sends): Figures => ({ sent: sent - alive, verified });

/** What was sent from the hour `from` up to but not including `until`. */
type Sums = (from: number, until: number) => Sends;

function sums(hours: readonly Sends[]): Sums {
  let total = none;
  const before = [none, ...hours.map((hour) => (total = plus(total, hour)))];
  return (from, until) => minus(before[until] ?? none, before[from] ?? none);
}

/** Both together. */
export const plus = (one: Sends, other: Sends): Sends => ({
  sent: one.sent + other.sent,
  verified: one.verified + other.verified,
  alive: one.alive + other.alive,
});

const minus = (one: Sends, other: Sends): Sends => ({
  sent: one.sent - other.sent,
  verified: one.verified - other.verified,
  alive: one.alive - other.alive,
});
