import { expect, vi } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import type { Place } from '../storage/contracts/place.ts';
import { phone } from '../storage/fixtures.ts';
import { openStage, type Stage } from './stage.ts';

const MINUTE = 60_000;

/** Who of the staff decides. */
export const staff = { by: '900', reason: 'A test' };

/** A stage with a member who has just been admitted, and had the role to remove before. */
export async function admitted(place: Place) {
  const stage = await openStage(place);
  const { world, sandbox, serverId, clock, unverified } = stage;
  const mira: Who = { serverId, memberId: sandbox.seeded.people.mira };
  world.giveRole(serverId, mira.memberId, unverified);
  await stage.first.stores.roster.admit({ ...mira, phone, verifiedAt: clock.now() }, 1);
  return { ...stage, mira };
}

/** Resolves when Discord has answered so. */
export const answered = (stage: Stage, what: string) => vi.waitFor(() => expect(stage.asked().join()).toContain(what));

/** Lets time pass, with the chores of every process. */
export async function later(stage: Stage, minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    await stage.clock.skip(MINUTE);
    await stage.first.chores();
  }
}
