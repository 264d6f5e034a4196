import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { secondAccount } from '../support/second.ts';
import { openStaffChannel } from '../support/staff.ts';

let play: Play;
let mira: Person;

/** Discord reports bans only to those who may see the audit log, or ban. */
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

/** Comes with a number and a right code. */
async function prove(person: Person) {
  await person.begin();
  await person.send();
  await person.submit(person.code());
}

async function ban(person = mira) {
  play.sandbox.world.ban(server(), person.id);
  await untilStored(async () => (await happened(person)).includes('blocked'));
}

describe('with the moderation intent, a ban follows the number', () => {
  beforeEach(() => verifiedWith('moderation'));

  it('a second account on the phone is refused after its code, in a sentence that names the staff', async () => {
    await openStaffChannel(play);
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

  const waysOff: ReadonlyArray<readonly [string, () => Promise<Person>]> = [
    [
      'was revoked',
      async () => {
        const ada = play.person('ada');
        await ada.slash('member revoke', { user: mira.id, reason: 'Second account' });
        await ada.untilSees('is no longer verified');
        return secondAccount(play, mira.phone);
      },
    ],
    [
      'had their data deleted',
      async () => {
        await mira.slash('privacy');
        await mira.untilSees('What is stored about you');
        await mira.press('Delete');
        await mira.untilSees('Delete what is stored about you here?');
        await mira.press('Delete everything');
        await mira.untilSees('Your data is deleted');
        return secondAccount(play, mira.phone);
      },
    ],
    [
      'moved their number to another account, which keeps it,',
      async () => {
        await play.settings({ conflict: 'transfer', accountsPerNumber: 1 });
        const two = secondAccount(play, mira.phone);
        await prove(two);
        await two.untilSees('Move the verification to this account?');
        await two.press('Confirm');
        await two.untilSees('You are verified');
        const three = secondAccount(play, mira.phone, 'lantern.three');
        await play.settings({ accountsPerNumber: 2 });
        await play.clock.skip(60_000);
        return three;
      },
    ],
  ];
  it.each(waysOff)('case 31: the ban of a member who %s keeps out who comes with their number', async (_, leave) => {
    const next = await leave();
    await ban();
    await prove(next);
    await next.untilSees("this number can't be used on this server");
    expect(next.hasRole()).toBe(false);
    play.sandbox.world.unban(server(), mira.id);
    await untilStored(async () => (await happened()).includes('unblocked'));
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
