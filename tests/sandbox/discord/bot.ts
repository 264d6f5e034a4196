import { Client, type ClientOptions, Events, type Interaction } from 'discord.js';
import { onTestFinished } from 'vitest';
import { manualClock } from '../../../sandbox/clock.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

/** A sandbox on a clock that stands still, closed with the test. */
export async function sandboxForTest(): Promise<Sandbox> {
  const sandbox = await startSandbox({ clock: manualClock() });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** The real discord.js client, ready, with one command `/go` registered; `handle` gets every interaction. */
export async function botFor(
  sandbox: Sandbox,
  handle: (interaction: Interaction) => unknown = () => undefined,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({ intents: [], ...options, rest: { api: sandbox.discordApiUrl, retries: 0 } });
  client.on(Events.Error, () => undefined);
  client.on(Events.InteractionCreate, async (interaction) => {
    await handle(interaction);
  });
  onTestFinished(() => client.destroy());
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sandbox.token);
  const bot = await ready;
  await bot.application.commands.set([{ name: 'go', description: 'Goes.' }]);
  return bot;
}
