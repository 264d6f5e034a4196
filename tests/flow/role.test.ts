import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

const grants = () =>
  play.sandbox.traffic.exchanges.filter(({ method, path }) => method === 'PUT' && path.includes('/roles/'));

/** The member's code is right, but while Discord was asked for the role, something was wrong with it. */
async function proveWhile(broken: () => void) {
  await mira.begin();
  await mira.send();
  broken();
  await mira.submit(mira.code());
  await mira.untilSees('the role is still missing');
}

describe('before an SMS is paid for', () => {
  it('a role above the bot stops the send', async () => {
    const { world, seeded } = play.sandbox;
    world.moveRole(seeded.guildId, seeded.roles.verified, 4);
    await play.clock.skip(10_000);
    await mira.begin();
    await mira.send();
    expect(mira.sees()).toContain("server can't give the role at the moment");
    expect(mira.smsCount()).toBe(0);
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });

    world.moveRole(seeded.guildId, seeded.roles.verified, 1);
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });
});

describe('case 25: a right code and a role that Discord does not take', () => {
  it('role above the bot: told honestly, given by the next Verify, once, without an SMS', async () => {
    const { world, seeded } = play.sandbox;
    await proveWhile(() => world.moveRole(seeded.guildId, seeded.roles.verified, 4));
    expect(mira.sees()).toContain("doesn't let me give the role");
    expect(mira.sees()).not.toContain('You are verified');
    expect(mira.hasRole()).toBe(false);

    world.moveRole(seeded.guildId, seeded.roles.verified, 1);
    await mira.press('Verify');
    await mira.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(1);
    expect(grants().map(({ status }) => status)).toEqual([403, 204]);
  });

  it('an outage of Discord', async () => {
    const outage = { method: 'PUT', path: /\/roles\//, times: 3, status: 503 };
    await proveWhile(() => play.sandbox.world.faults.add(outage));
    expect(mira.sees()).toContain("Discord didn't let me give you the role just now");
    await mira.press('Verify', mira.notice());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });

  it('a role that was deleted, until the admin chooses another', async () => {
    const { world, seeded } = play.sandbox;
    await proveWhile(() => world.deleteRole(seeded.guildId, seeded.roles.verified));
    expect(mira.sees()).toContain('The role no longer exists');
    const role = world.addRole(seeded.guildId, { name: 'Lamplighter' });
    world.moveRole(seeded.guildId, role.id, 1);
    await play.person('ada').slash('setup', { role: role.id });
    await play.person('ada').untilSees('Verification is ready');
    await mira.slash('verify');
    await mira.untilSees('You are verified');
    expect(mira.hasRole(role.id)).toBe(true);
    expect(mira.smsCount()).toBe(1);
  });

  it('survives a restart in between', async () => {
    const { world, seeded } = play.sandbox;
    await proveWhile(() => world.moveRole(seeded.guildId, seeded.roles.verified, 4));
    await play.restart();
    world.moveRole(seeded.guildId, seeded.roles.verified, 1);
    await mira.slash('verify');
    await mira.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(1);
  });
});

describe('a verified member', () => {
  it('gets the role back by Verify, without an SMS', async () => {
    await mira.verify();
    const { world, seeded } = play.sandbox;
    world.takeRole(seeded.guildId, mira.id, seeded.roles.verified);
    await mira.slash('verify');
    await mira.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(1);
  });

  it('who has the role is told so, without asking Discord', async () => {
    await mira.verify();
    const before = grants().length;
    await mira.press('Verify', mira.notice());
    await mira.untilSees('There is nothing left to do');
    expect(grants()).toHaveLength(before);
  });

  it('who sends a second code form, or presses Submit on an old panel, is told that they are verified', async () => {
    await mira.begin();
    await mira.send();
    const panel = mira.panel();
    const forms = [await mira.openForm('Submit'), await mira.openForm('Submit')];
    for (const form of forms) {
      await mira.actor.submit(form, { code: mira.code() });
      await mira.untilSees('You are verified');
    }
    await mira.actor.press(panel?.id ?? '', 'v1:panel:submit');
    expect(mira.sees()).toContain('You are verified');
    expect(grants()).toHaveLength(1);
  });

  it('who sends an old number form pays for nothing', async () => {
    const form = await mira.openForm('Verify', mira.notice());
    await mira.verify();
    await mira.enter(form, '+14155550199');
    await mira.untilSees('You are verified');
    expect(mira.smsCount('+14155550199')).toBe(0);
  });

  it('holds the number: another account learns so only after its code was right', async () => {
    await mira.verify();
    const jonas = play.person('jonas');
    await jonas.begin(mira.phone);
    await jonas.press('Code senden');
    await jonas.untilSees('unterwegs');
    await jonas.actor.submit(await jonas.openForm('Code eingeben'), { code: jonas.code(mira.phone) });
    await jonas.untilSees('anderes Konto');
    expect(jonas.hasRole()).toBe(false);
  });
});
