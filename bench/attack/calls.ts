import type { Ms } from '../../src/clock.ts';
import type { Gate } from './gate.ts';
import { accountOn, homes, landlines, numberIn } from './places.ts';
import type { Chance } from './random.ts';
import type { Timeline } from './timeline.ts';

const MINUTE: Ms = 60_000;

/** Of five codes so many are typed back, so that no breaker opens. */
const TYPED_BACK = 2;

export interface CallsTally {
  /** Calls to landlines, those whose code attackers typed back among them. */
  landlines: number;
  attempts: number;
}

/** Attackers who want calls: to landlines that pay them, of which they answer enough that no breaker opens. */
export function attackByCalls(
  numbers: number,
  start: Ms,
  parts: { gate: Gate; time: Timeline; chance: Chance },
): CallsTally {
  const { gate, time, chance } = parts;
  const tally: CallsTally = { landlines: 0, attempts: 0 };

  /** Accounts without end, each with a number of its own and of a row of its own. */
  function press(index: number): void {
    time.at(start + index * MINUTE, async () => {
      const who = accountOn(chance.whole(0, homes.length), 80_000 + index);
      const phone = numberIn(landlines, index * 1000);
      tally.attempts += 1;
      await gate.enter(who, { phone, country: landlines.country });
      if ((await gate.call(who)).is !== 'sent') return;
      tally.landlines += 1;
      if (tally.landlines % 5 < TYPED_BACK) await gate.submit(who, gate.code(phone));
    });
  }

  const presses = Math.min(1400, numbers);
  for (let index = 0; index < presses; index++) press(index);
  return tally;
}
