import type { Ms } from '../../src/clock.ts';
import type { Gate } from './gate.ts';
import { accountOn, named, numberIn, unreachable } from './places.ts';
import type { Chance } from './random.ts';
import { NAMING } from './server-settings.ts';
import type { Timeline } from './timeline.ts';

const SECOND: Ms = 1000;
const MINUTE: Ms = 60 * SECOND;

/** Of five codes so many are typed back, so that no breaker opens. */
const TYPED_BACK = 2;

/** Servers of the attackers' own, after the one that names a country: for refused SMS. */
export const refusedServers = 3;

export interface ServersTally {
  /** SMS to the country that a hostile server names, those that attackers typed back among them. */
  named: number;
  namedAttempts: number;
  refusedAttempts: number;
}

/** Attacks by people with servers of their own: SMS to a country that it names, and SMS that Twilio refuses, which cost nothing. */
export function attackFromServers(
  numbers: number,
  start: Ms,
  parts: { gate: Gate; time: Timeline; chance: Chance },
): ServersTally {
  const { gate, time, chance } = parts;
  const tally: ServersTally = { named: 0, namedAttempts: 0, refusedAttempts: 0 };

  /** Accounts without end, each with a number of its own and of a row of its own. */
  function press(index: number): void {
    time.at(start + index * MINUTE, async () => {
      const who = accountOn(NAMING, 50_000 + index);
      const phone = numberIn(named, index * 1000);
      tally.namedAttempts += 1;
      await gate.enter(who, { phone, country: named.country });
      if ((await gate.send(who, false)).is !== 'sent') return;
      tally.named += 1;
      if (tally.named % 5 < TYPED_BACK) await gate.submit(who, gate.code(phone));
    });
  }

  function pressRefused(index: number, pace: Ms): void {
    time.at(start + index * pace, async () => {
      const who = accountOn(NAMING + 1 + (index % refusedServers), 60_000 + chance.whole(0, numbers));
      tally.refusedAttempts += 1;
      await gate.enter(who, {
        phone: numberIn(unreachable, chance.whole(0, numbers)),
        country: unreachable.country,
      });
      await gate.send(who, false);
    });
  }

  const presses = Math.min(1400, numbers);
  for (let index = 0; index < presses; index++) press(index);
  const refusals = Math.min(5000, 5 * numbers);
  for (let index = 0; index < refusals; index++) pressRefused(index, Math.floor((23 * 60 * MINUTE) / refusals));
  return tally;
}
