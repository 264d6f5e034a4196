import { personOf } from '../support/person.ts';
import type { Arena } from './arena.ts';
import { createFlow, type Ending } from './flow.ts';
import type { Ledger } from './ledger.ts';
import type { Dice } from './plan.ts';

/** Makes members of an arena, one after another. */
export function createCrowd(arena: Arena, ledger: Ledger, dice: Dice) {
  const { sandbox } = arena;
  let count = 0;

  /** A new account with two phones, which goes on until it is verified, or may not go on. */
  return async function newMember(): Promise<Ending> {
    const numbers = [numberOf(count * 2), numberOf(count * 2 + 1)] as const;
    count += 1;
    const { world, seeded } = sandbox;
    const user = world.addUser({ username: `member.${count}`, displayName: `Member ${count}`, phone: numbers[0] });
    world.addMember(seeded.guildId, user.id);
    return createFlow(arena, personOf(sandbox, user.id), ledger.open(user.id, numbers), dice).finish();
  };
}

const areas = [206, 212, 213, 312, 415, 503, 617, 702, 808, 917];

/** The `index`-th of a thousand fictional numbers; those that follow each other end in other digits. */
function numberOf(index: number): string {
  return `+1${areas[Math.floor(index / 100) % areas.length]}555${String(100 + (index % 100)).padStart(4, '0')}`;
}
