import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let ada: Person;
beforeEach(async () => {
  play = await startPlay({ setUp: false });
  ada = play.person('ada');
});
afterEach(() => play.stop());

const ids = () => play.sandbox.seeded;

/** A channel that only administrators see. */
function hiddenChannel(): string {
  const { guildId } = ids();
  const overwrite = { id: guildId, type: 'role', allow: 0n, deny: Permission.ViewChannel } as const;
  return play.sandbox.world.addChannel(guildId, { name: 'crypt', overwrites: [overwrite] }).id;
}

describe('/setup', () => {
  it('saves the role, posts the notice, and updates it the next time', async () => {
    await ada.slash('setup', { role: ids().roles.verified, channel: ids().channels.verify });
    await ada.untilSees('Verification is ready');
    const notice = ada.notice();
    expect(notice && textOf(notice)).toContain('Verify your phone number');

    await ada.slash('setup', { role: ids().roles.verified });
    await ada.untilSees('was updated');
    expect(ada.notice()?.id).toBe(notice?.id);
  });

  it('works without a channel: members use /verify', async () => {
    await ada.slash('setup', { role: ids().roles.verified });
    await ada.untilSees('Members use /verify');
    const mira = play.person('mira');
    const answer = await mira.slash('verify');
    expect(answer.is).toBe('modal');
  });

  it('posts again where the notice was deleted, and moves it to another channel', async () => {
    const setup = { role: ids().roles.verified, channel: ids().channels.verify };
    await ada.slash('setup', setup);
    await ada.untilSees('is in');
    play.sandbox.world.deleteMessage(ada.notice()?.id ?? '');
    await ada.slash('setup', setup);
    await play.sandbox.world.until(() => ada.notice());

    await ada.slash('setup', { ...setup, channel: ids().channels.welcome });
    await play.sandbox.world.until(() => ada.actor.messages(ids().channels.welcome).length > 0);
    await play.sandbox.world.until(() => ada.notice() === undefined);
  });

  it('is written in the language of the server', async () => {
    const guild = play.sandbox.world.guilds.get(ids().guildId);
    if (guild) guild.locale = 'de';
    await ada.slash('setup', { role: ids().roles.verified, channel: ids().channels.verify });
    const notice = await play.sandbox.world.until(() => ada.notice());
    expect(textOf(notice)).toContain('Bestätige deine Telefonnummer');
  });

  it.each([
    ['a role above the bot', () => ({ role: ids().roles.keeper }), 'is above my highest role'],
    ['the managed role of an integration', () => ({ role: ids().roles.latchkey }), 'belongs to an integration'],
    ['@everyone', () => ({ role: ids().guildId }), 'Every member has @everyone'],
    [
      'a channel that the bot does not see',
      () => ({ role: ids().roles.verified, channel: hiddenChannel() }),
      "I can't see",
    ],
  ])('names the obstacle and its fix, and posts nothing: %s', async (_what, options, sentence) => {
    await ada.slash('setup', { channel: ids().channels.verify, ...options() });
    await ada.untilSees(sentence);
    expect(ada.sees()).not.toContain('Verification is ready');
    expect(ada.notice()).toBeUndefined();
  });

  it('names every obstacle at once', async () => {
    const { world } = play.sandbox;
    world.setRolePermissions(ids().guildId, ids().roles.latchkey, 0n);
    await ada.slash('setup', { role: ids().roles.keeper, channel: ids().channels.lounge });
    await ada.untilSees('Manage Roles');
    expect(ada.sees()).toContain('is above my highest role');
    expect(ada.sees()).toContain("I can't see");
  });

  it('is for those with Manage Server', async () => {
    const mira = play.person('mira');
    const options = { role: ids().roles.verified };
    await expect(mira.slash('setup', options)).rejects.toThrow('cannot use /setup');
    // A server may open a command to everyone; the bot still does not.
    Object.assign(mira.actor.command('setup')?.body ?? {}, { default_member_permissions: null });
    await mira.slash('setup', options);
    expect(mira.sees()).toContain('You need the **Manage Server** permission');
  });

  it('says so when Discord does not answer', async () => {
    play.sandbox.world.faults.add({ method: 'GET', path: /\/roles$/, times: 3, status: 503 });
    await ada.slash('setup', { role: ids().roles.verified });
    await ada.untilSees('Discord did not answer');
  });
});
