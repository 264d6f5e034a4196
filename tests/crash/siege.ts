import { expect, vi } from 'vitest';
import { skippableClock } from '../../sandbox/sandbox.ts';
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import type { StoreAddress } from '../../src/storage/stores.ts';
import { noCanaries } from '../support/canaries.ts';
import { captureLogs } from '../support/logs.ts';
import { type Arena, openArena } from './arena.ts';
import { createCrowd } from './crowd.ts';
import { lookAt } from './database.ts';
import type { Ending } from './flow.ts';
import { createLedger } from './ledger.ts';
import { createDice } from './plan.ts';

/** Members who verify at the same time. */
const CROWD = 4;

/** Kills a bot `kills` times among members who verify, lets everybody finish, and holds what is left to every promise. */
export async function siege(address: StoreAddress, seed: number, kills: number) {
  const dice = createDice(seed);
  const arena = await openArena(address);
  const { sandbox, secretKey } = arena;
  const ledger = createLedger(sandbox.twilio);
  const newMember = createCrowd(arena, ledger, dice);
  const endings: Ending[] = [];
  const byThemselves: string[] = [];
  sandbox.twilio.subscribe(() => byThemselves.push(...ledger.unasked()));
  let isOver = false;

  async function stream(): Promise<void> {
    while (!isOver) endings.push(await newMember());
  }

  async function killing(): Promise<void> {
    for (let kill = 0; kill < kills; kill++) {
      await arena.liveUntil(dice.moment());
      await lookAt(address, secretKey, (stores) => ledger.audit(stores, secretKey));
    }
    isOver = true;
    await arena.start();
  }

  await Promise.all([killing(), ...Array.from({ length: CROWD }, stream)]);
  expect(await arena.stop()).toBe(0);
  const verified = await lookAt(address, secretKey, async (stores) => {
    await ledger.audit(stores, secretKey);
    return stores.roster.members(sandbox.seeded.guildId);
  });
  const owed = withoutRoles(arena, verified);
  await someMinutesLater(arena, () => {
    expect(withoutRoles(arena, verified)).toEqual([]);
    expect(withRole(arena, verified), 'nobody else has any of them').toEqual([]);
  });
  expect(byThemselves, 'no SMS is sent without a press').toEqual([]);
  keptQuiet(arena);

  const misled = endings.filter(({ memberId, is }) => verified.includes(memberId) !== (is === 'verified'));
  expect(misled, 'a member who is on the roster is told so, and nobody else').toEqual([]);
  const ended = (how: Ending['is']) => endings.filter(({ is }) => is === how).length;
  expect(ended('verified')).toBe(verified.length);
  return {
    kills,
    ...ledger.figures(),
    verified: verified.length,
    locked: ended('locked'),
    spent: ended('spent'),
    owed: owed.length,
  };
}

type Besieged = Awaited<ReturnType<typeof openArena>>;

/** Discord's flag `BYPASSES_VERIFICATION`. */
const BYPASSES = 1 << 2;

/** Who has not all that success gives. */
function withoutRoles({ sandbox, given }: Besieged, memberIds: readonly string[]): string[] {
  const members = sandbox.world.guilds.get(sandbox.seeded.guildId)?.members;
  return memberIds.filter((id) => {
    const { roles, flags = 0 } = members?.get(id) ?? {};
    return !given.every((roleId) => roles?.has(roleId)) || (flags & BYPASSES) === 0;
  });
}

/** Who has one of the roles without being verified. */
function withRole({ sandbox, given }: Besieged, verified: readonly string[]): string[] {
  const { guildId } = sandbox.seeded;
  const members = [...(sandbox.world.guilds.get(guildId)?.members.values() ?? [])];
  return members
    .filter((member) => given.some((roleId) => member.roles.has(roleId)))
    .map(({ userId }) => userId)
    .filter((id) => !verified.includes(id));
}

/** Runs the bot until `check` passes, with its clock moved on: a member who is owed a role gets it without asking. */
async function someMinutesLater({ env, secretKey }: Arena, check: () => void): Promise<void> {
  const read = parseConfig(env);
  if (read.is === 'problems') throw new Error(JSON.stringify(read.problems));
  const clock = skippableClock();
  const app = await createApp(read.config, { clock, log: captureLogs().logger, secretKey });
  await app.start();
  const passes = async () => {
    await clock.skip(30_000);
    check();
  };
  await vi.waitFor(passes, { timeout: 20_000, interval: 100 }).finally(() => app.stop());
}

/** Nothing was logged as an error, nothing private was logged, and Discord had nothing to refuse. */
function keptQuiet({ sandbox, output, secretKey, env }: Arena): void {
  // A line that a kill cut short is no line.
  const lines = output.flatMap((text) => text.split('\n').slice(0, -1));
  expect(lines.filter((line) => /^\{"level":"(?:error|fatal)"/.test(line))).toEqual([]);
  expect(sandbox.traffic.problems()).toEqual([]);
  const numbers = [...new Set(sandbox.twilio.messages.map(({ to }) => to))];
  const codes = sandbox.twilio.messages.flatMap(({ body }) => body.match(/\b\d{8}\b/g) ?? []);
  const secrets = { token: sandbox.token, key: secretKey.toString('base64'), twilio: env.TWILIO_AUTH_TOKEN ?? '' };
  noCanaries(lines.join('\n'), { ...secrets, ...Object.fromEntries([...numbers, ...codes].entries()) });
}
