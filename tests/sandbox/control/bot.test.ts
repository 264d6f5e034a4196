import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { createChanges } from '../../../sandbox/world/changes.ts';

test('the page starts the bot again, and shows what it said when it ended', async () => {
  const bell = createChanges<void>();
  let lastWords: string | undefined = 'The token is refused.';
  const bot = {
    async start() {
      lastWords = undefined;
      bell.emit();
    },
    lastWords: () => lastWords,
    watch: bell.subscribe,
  };
  const sandbox = await startSandbox({ bot });
  onTestFinished(() => sandbox.close());
  const events = await fetch(`${sandbox.url}/control/events`);
  const reader = events.body?.getReader();
  const next = async () => new TextDecoder().decode((await reader?.read())?.value);
  expect(await next()).toContain('"bot":{"connected":false,"canStart":true,"lastWords":"The token is refused."}');
  await fetch(`${sandbox.url}/control/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ is: 'bot', what: 'start' }),
  });
  expect(await next()).toContain('"bot":{"connected":false,"canStart":true,"lastWords":null}');
  await reader?.cancel();
});
