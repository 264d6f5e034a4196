import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let mira: Person;

/** Discord tells of bans only those who may see the audit log, or ban. */
function grantAuditLog() {
  const { world, seeded } = play.sandbox;
  const role = world.guilds.get(seeded.guildId)?.roles.get(seeded.roles.latchkey);
  world.setRolePermissions(
    seeded.guildId,
    seeded.roles.latchkey,
    (role?.permissions ?? 0n) | PermissionFlagsBits.ViewAuditLog,
  );
}

/** A verified member on a server whose bot hears of bans. */
async function verifiedWith(intents: string) {
  play = await startPlay({ env: { DISCORD_INTENTS: intents } });
  grantAuditLog();
  mira = play.person('mira');
  await mira.verify();
}
afterEach(() => play.stop());

const server = () => play.sandbox.seeded.guildId;
const who = (person = mira) => ({ serverId: server(), memberId: person.id });
const blocks = (person = mira) => play.stored((stores) => stores.blocks.ofMember(who(person), play.clock.now()));
const entry = (person = mira) => play.stored((stores) => stores.roster.find(who(person)));
const happened = async (person = mira) =>
  (await play.stored(({ journal }) => journal.ofMember(who(person), 20))).map(({ what }) => what);

/** Waits until a change of the world, and what the bot made of it, has been stored. */
async function untilStored(what: () => Promise<boolean>) {
  for (let turn = 0; turn < 200; turn++) {
    if (await what()) return;
    await play.clock.skip(1);
  }
  throw new Error(`never stored: ${what}`);
}

async function ban(person = mira) {
  play.sandbox.world.ban(server(), person.id);
  await untilStored(async () => (await happened(person)).includes('blocked'));
}

describe('with the moderation intent, a ban follows the number', () => {
  beforeEach(() => verifiedWith('moderation'));

  it('a second account on the phone is refused after its code, in a sentence that names the staff', async () => {
    await ban();
    expect(await entry()).toBeUndefined();
    expect(await blocks()).toEqual([
      expect.objectContaining({ by: 'ban', memberId: mira.id, reason: expect.any(String) }),
    ]);
    expect((await happened())[0]).toBe('blocked');

    const vesper = play.person('vesper');
    await vesper.begin();
    await vesper.send();
    await vesper.submit(vesper.code());
    await vesper.untilSees("this number can't be used on this server");
    expect(vesper.sees()).toContain('Ask the staff');
    expect(vesper.hasRole()).toBe(false);
  });

  it('an unban lifts the block, and the member may verify again', async () => {
    await ban();
    play.sandbox.world.unban(server(), mira.id);
    await untilStored(async () => (await blocks()).length === 0);
    expect((await happened())[0]).toBe('unblocked');
    play.sandbox.world.addMember(server(), mira.id);
    await play.clock.skip(60_000);
    await mira.verify();
    expect(mira.hasRole()).toBe(true);
  });

  it('told twice, it happens once', async () => {
    await ban();
    play.sandbox.world.ban(server(), mira.id);
    play.sandbox.world.ban(server(), mira.id);
    const jonas = play.person('jonas');
    play.sandbox.world.ban(server(), jonas.id);
    play.sandbox.world.unban(server(), mira.id);
    play.sandbox.world.unban(server(), mira.id);
    await untilStored(async () => (await blocks()).length === 0);
    await play.stopApps();
    expect((await happened()).filter((what) => what === 'blocked' || what === 'unblocked')).toEqual([
      'unblocked',
      'blocked',
    ]);
    expect(await happened(jonas)).toEqual([]);
    expect(await blocks(jonas)).toEqual([]);
  });

  it('a block by the staff stays theirs, through ban and unban', async () => {
    const phone = (await entry())?.phone;
    if (!phone) throw new Error('Mira is not verified.');
    const byStaff = { ...who(), ...phone, reason: 'Three accounts.', by: play.person('ada').id, at: play.clock.now() };
    await play.stored((stores) => stores.blocks.put(byStaff));
    await ban();
    expect(await blocks()).toEqual([byStaff]);
    play.sandbox.world.unban(server(), mira.id);
    await play.clock.skip(1000);
    await play.stopApps();
    expect(await blocks()).toEqual([byStaff]);
    expect(await happened()).not.toContain('unblocked');
  });
});

it('without the intent, a ban is not heard of, and nothing changes', async () => {
  await verifiedWith('');
  play.sandbox.world.ban(server(), mira.id);
  await play.clock.skip(60_000);
  await play.stopApps();
  expect(await entry()).toBeDefined();
  expect(await blocks()).toEqual([]);
});
