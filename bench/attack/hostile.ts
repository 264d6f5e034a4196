import type { Who } from '../../src/base/member-ref.ts';
import type { Ms } from '../../src/clock.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import type { Gate } from './gate.ts';
import { accountOn, attacked, type Country, homes, numberIn } from './places.ts';
import type { Chance } from './random.ts';
import type { Timeline } from './timeline.ts';

const SECOND: Ms = 1000;
const MINUTE: Ms = 60_000;
const HOUR: Ms = 60 * MINUTE;
/** Attempts of an account over the day, in addition to those that a campaign makes with it. */
const ODD_TRIES = 6;
/** So many refusals in a row and a campaign believes the time that it is told. */
const BELIEVES_AFTER = 4;

export interface HostileTally {
  /** SMS, and calls, by country. */
  readonly lost: Map<string, number>;
  readonly called: Map<string, number>;
  attempts: number;
  /** Codes that were compared with the right one. */
  guesses: number;
  guessed: number;
}

interface Scale {
  readonly accounts: number;
  readonly numbers: number;
}

/** How a campaign spends its country's numbers. Lengths of time in ms from the start. */
interface Campaign {
  readonly from: Ms;
  /** Between two SMS. */
  readonly pace: Ms;
  /** Numbers that share a prefix: 1, or a row of them. */
  readonly row: number;
}

/** All at once; just before and after midnight UTC; too slowly for an hour to show it; row by row; in small bursts. */
const campaigns: readonly [Campaign, ...Campaign[]] = [
  { from: 0, pace: SECOND / 2, row: 1 },
  { from: 11.8 * HOUR, pace: 2 * SECOND, row: 1 },
  { from: 0, pace: 4 * MINUTE, row: 1 },
  { from: HOUR, pace: 5 * SECOND, row: 500 },
  { from: 5.9 * HOUR, pace: 20 * SECOND, row: 3 },
];

/** Accounts that want SMS to be paid for, and codes of numbers that they do not hold. They learn from every answer. */
export function sendHostile(
  scale: Scale,
  start: Ms,
  parts: { gate: Gate; time: Timeline; chance: Chance },
): HostileTally {
  const { gate, time, chance } = parts;
  const tally: HostileTally = { lost: new Map(), called: new Map(), attempts: 0, guesses: 0, guessed: 0 };
  const someone = (): Who => accountOn(chance.whole(0, homes.length), 10_000 + chance.whole(0, scale.accounts));

  async function attempt(who: Who, country: Country, phone: E164, again = false) {
    tally.attempts += 1;
    if (!again) await gate.enter(who, { phone, country: country.country });
    const outcome = await gate.send(who, again);
    if (outcome.is === 'sent') {
      tally.lost.set(country.country, (tally.lost.get(country.country) ?? 0) + 1);
      // Every other one waits until a call is offered.
      const goesOn = tally.attempts % 2 === 0 ? { after: 10 * SECOND, act: guess } : { after: 61 * SECOND, act: call };
      time.at(time.clock.now() + goesOn.after, () => goesOn.act(who, country));
    }
    return outcome;
  }

  /** Has the number called that was texted. */
  async function call(who: Who, { country }: Country): Promise<void> {
    const outcome = await gate.call(who);
    if (outcome.is === 'sent') tally.called.set(country, (tally.called.get(country) ?? 0) + 1);
    await guess(who);
  }

  /** Types codes until the member has to wait. */
  async function guess(who: Who): Promise<void> {
    for (let left = 1; left > 0; ) {
      const code = String(chance.whole(0, 10 ** gate.codeLength)).padStart(gate.codeLength, '0');
      const outcome = await gate.submit(who, code);
      if (outcome.is === 'wrongCode' || outcome.is === 'proven' || (outcome.is === 'locked' && left > 0))
        tally.guesses += 1;
      if (outcome.is === 'proven') tally.guessed += 1;
      left = outcome.is === 'wrongCode' ? outcome.left : 0;
    }
  }

  function run(country: Country, { from, pace, row }: Campaign): void {
    const each = Math.floor(scale.numbers / attacked.length);
    let next = 0;
    let refused = 0;
    const number = () => {
      const index = next++ % each;
      // Numbers of a row differ in their last three digits alone.
      return numberIn(country, Math.floor(index / row) * 1000 + (index % row));
    };
    const press = async () => {
      const outcome = await attempt(someone(), country, number());
      refused = outcome.is === 'sent' ? 0 : refused + 1;
      const believes = outcome.is === 'budgetSpent' && refused >= BELIEVES_AFTER;
      // A moment after the time that it is told, and now and then before it.
      const wait = believes ? Math.min(outcome.until - time.clock.now(), 15 * MINUTE) + chance.whole(0, SECOND) : pace;
      time.at(time.clock.now() + wait, press);
    };
    time.at(start + from, press);
  }

  attacked.forEach((country, index) => {
    run(country, campaigns[index % campaigns.length] ?? campaigns[0]);
  });
  for (let index = 0; index < scale.accounts * ODD_TRIES; index++) {
    const country = chance.pick(attacked);
    const phone = numberIn(country, 5_000_000 + chance.whole(0, 2000) * 1000);
    time.at(
      start + chance.whole(0, 24 * HOUR),
      async () => void (await attempt(someone(), country, phone, chance.next() < 0.2)),
    );
  }
  return tally;
}
