import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Act } from '../../../sandbox/control/acts.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

async function act(body: Act): Promise<number> {
  const answer = await fetch(`${sandbox.url}/control/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.status;
}

it('a person’s Discord is in the language that the page chose for them', async () => {
  const { mira } = sandbox.seeded.people;
  expect(await act({ is: 'language', viewerId: mira, locale: 'ja' })).toBe(200);
  expect(sandbox.world.users.get(mira)?.locale).toBe('ja');
});

it('the server’s language is chosen by those with Manage Server, and by nobody else', async () => {
  const { guildId, people } = sandbox.seeded;
  const locale = () => sandbox.world.guilds.get(guildId)?.locale;
  expect(await act({ is: 'serverLanguage', viewerId: people.mira, locale: 'ko' })).toBe(400);
  expect(locale()).toBe('en-US');
  expect(await act({ is: 'serverLanguage', viewerId: people.ada, locale: 'ko' })).toBe(200);
  expect(locale()).toBe('ko');
});
