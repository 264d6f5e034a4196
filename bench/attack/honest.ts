import type { Ms } from '../../src/clock.ts';
import type { Gate } from './gate.ts';
import { accountOn, homes, numberIn } from './places.ts';
import type { Chance } from './random.ts';
import type { Timeline } from './timeline.ts';

const SECOND: Ms = 1000;
const HOUR: Ms = 3_600_000;

export interface HonestTally {
  verified: number;
  sms: number;
  calls: number;
  /** Members who met a limit or a breaker. */
  refused: Set<string>;
}

/** Honest members of three countries, as they come over a day: some mistype, some get no SMS at first, some give up. */
export function sendHonest(
  count: number,
  start: Ms,
  parts: { gate: Gate; time: Timeline; chance: Chance },
): HonestTally {
  const { gate, time, chance } = parts;
  const tally: HonestTally = { verified: 0, sms: 0, calls: 0, refused: new Set() };

  function visit(index: number): void {
    const home = homes[index % homes.length] ?? homes[0];
    const who = accountOn(index % homes.length, index);
    const phone = numberIn(home, chance.whole(0, 10_000_000));
    const wait = (least: number, most: number) => time.clock.now() + chance.whole(least * SECOND, most * SECOND);

    const ask = async (number: typeof phone, again: boolean): Promise<boolean> => {
      if (!again) await gate.enter(who, { phone: number, country: home.country });
      const { is } = await gate.send(who, again);
      if (is === 'budgetSpent') tally.refused.add(who.memberId);
      if (is === 'sent') tally.sms += 1;
      return is === 'sent';
    };
    /** Every third one has themselves called. */
    const askAgain = async (): Promise<boolean> => {
      if (index % 3 > 0) return ask(phone, true);
      const { is } = await gate.call(who);
      if (is === 'budgetSpent') tally.refused.add(who.memberId);
      if (is === 'sent') tally.calls += 1;
      return is === 'sent';
    };
    const goOn = (sent: boolean, tries: number) => {
      if (sent) time.at(wait(8, 90), () => answer(tries));
    };
    const answer = async (tries: number): Promise<void> => {
      // The SMS does not come: another one, once the wait is over.
      const isLost = chance.next() < 0.12 && tries < 2;
      if (isLost) return time.at(wait(65, 125), async () => goOn(await askAgain(), tries + 1));
      if (chance.next() < 0.06) return;
      if (chance.next() < 0.1) await gate.submit(who, '0000');
      if ((await gate.submit(who, gate.code(phone))).is === 'proven') tally.verified += 1;
    };

    time.at(arrival(start, chance), async () => {
      const mistypes = chance.next() < 0.06;
      if (!mistypes) return goOn(await ask(phone, false), 0);
      await ask(numberIn(home, chance.whole(0, 10_000_000)), false);
      time.at(wait(40, 90), async () => goOn(await ask(phone, false), 0));
    });
  }
  for (let index = 0; index < count; index++) visit(index);
  return tally;
}

/** A third comes within ten minutes of an announcement, the others over the day. */
function arrival(start: Ms, chance: Chance): Ms {
  const announced = start + 6 * HOUR;
  return chance.next() < 1 / 3 ? announced + chance.whole(0, HOUR / 6) : start + chance.whole(0, 23.5 * HOUR);
}
