import { describe, expect, it } from 'vitest';
import { braked, refused, well } from '../support/braked.ts';

const CLOSED = 50007;
const minute = 60_000;

/** A Discord in which everybody has closed their direct messages, and all else is allowed. */
const closed = () => braked((url) => (/channels\/\d+\/messages/.test(url) ? refused(CLOSED) : well));

describe('case 41: what one server or person can cause', () => {
  it('a person who takes no direct messages is written to less and less, and answered for from memory', async () => {
    const { ask, asked, clock } = closed();
    for (let press = 0; press < 100; press += 1) expect(await ask('/channels/5/messages', 'POST')).toBe(403);
    expect(asked).toHaveLength(3);
    for (let passed = 0; passed < 60; passed += 1) {
      await clock.skip(minute);
      await ask('/channels/5/messages', 'POST');
    }
    expect(asked.length).toBeLessThanOrEqual(3 + 2 + 60 / 5);
  });

  it('is written to again after a while, and at once after a letter that was taken', async () => {
    let answer: ReturnType<typeof refused> | typeof well = refused(CLOSED);
    const { ask, asked, clock } = braked(() => answer);
    for (let press = 0; press < 5; press += 1) await ask('/channels/5/messages', 'POST');
    answer = well;
    await clock.skip(30_000);
    for (let press = 0; press < 5; press += 1) expect(await ask('/channels/5/messages', 'POST')).toBe(200);
    expect(asked).toHaveLength(8);
  });

  it('a person with whom Discord opens no channel says nothing of the next', async () => {
    const { ask, asked } = braked((_url, body) => (body.includes('"66"') ? refused(CLOSED) : well));
    const open = (recipient: string) => ask('/users/@me/channels', 'POST', { recipient_id: recipient });
    for (let press = 0; press < 100; press += 1) expect(await open('66')).toBe(403);
    expect(asked).toHaveLength(3);
    expect(await open('7')).toBe(200);
  });

  it('a server full of people who take none makes few refused requests, and leaves the other servers alone', async () => {
    const { ask, refusals, brake, clock, logs } = closed();
    await ask('/guilds/8/roles');
    for (let passed = 0; passed < 10; passed += 1) {
      for (let person = 0; person < 500; person += 1) {
        await brake.inNameOf('9', () => ask(`/channels/${person}/messages`, 'POST'));
      }
      await clock.skip(minute);
    }
    expect(refusals()).toBeLessThanOrEqual(50);
    expect(brake.state().isHolding).toBe(false);
    expect(await brake.inNameOf('8', () => ask('/channels/80001/messages', 'POST'))).toBe(403);
    expect(await brake.inNameOf('7', () => ask('/guilds/7/roles'))).toBe(200);
    const says = logs.lines.map((line) => JSON.parse(line));
    expect(says).toEqual([expect.objectContaining({ level: 'warn', server: '9', refused: 50 })]);
  });

  it('its members go on to get their role, and it is written for again later', async () => {
    const { ask, brake, clock } = closed();
    const giveRole = () => ask('/guilds/9/members/5/roles/3', 'PUT');
    await ask('/guilds/9/roles');
    for (let person = 0; person < 500; person += 1) {
      await brake.inNameOf('9', () => ask(`/channels/${person}/messages`, 'POST'));
    }
    const write = () => brake.inNameOf('9', () => ask('/channels/777/messages', 'POST'));
    expect(await write()).toBe('held');
    expect(await brake.inNameOf('9', giveRole)).toBe(200);
    await clock.skip(11 * minute);
    expect(await write()).toBe(403);
  });

  it('a server that refuses whatever it is asked for does not hold back what is new elsewhere', async () => {
    const { ask, refusals, brake, clock } = braked((url) => (/\/guilds\/8/.test(url) ? well : refused()));
    for (let passed = 0; passed < 10; passed += 1) {
      for (let channel = 0; channel < 100; channel += 1) {
        await brake.inNameOf('9', () => ask(`/channels/${passed}${channel}/messages`, 'POST'));
        await ask(`/guilds/9/members/5/roles/${passed}${channel}`, 'PUT');
      }
      expect(await ask(`/guilds/8${passed}/roles`)).toBe(200);
      await clock.skip(minute);
    }
    expect(refusals()).toBeLessThanOrEqual(60);
  });

  it('a process that is a part of the installation has a part of that, and never less than a handful', async () => {
    const { ask, refusals, brake } = braked(() => refused(CLOSED), 0.02);
    for (let person = 0; person < 100; person += 1) {
      await brake.inNameOf('9', () => ask(`/channels/${person}/messages`, 'POST'));
    }
    expect(refusals()).toBe(6);
  });
});

it('case 41: an answer to an interaction that is forbidden counts, as one with a wrong token does', async () => {
  const { ask, brake } = braked((url) => (url.includes('webhooks') ? refused() : well));
  for (let index = 0; index < 1_000; index += 1) await ask(`/webhooks/1/${index}/messages/@original`, 'PATCH');
  expect(brake.state()).toMatchObject({ refused: 1_000, isHolding: true });
  expect(await ask('/guilds/1/roles')).toBe('held');
});
