import { Client, Events, type Interaction, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
import type { Logger } from 'pino';

/**
 * A client that asks for no gateway intents: interactions arrive without any, and a server then costs next to no memory.
 */
export function createClient(apiUrl: string | undefined, log: Logger): Client {
  const client = new Client({
    intents: [],
    rest: { ...(apiUrl === undefined ? {} : { api: apiUrl }), timeout: 10_000, retries: 2 },
  });
  client.on(Events.Error, (error) => log.warn({ name: error.name }, 'Discord client error'));
  client.on(Events.ShardDisconnect, ({ code }, shard) => log.warn({ code, shard }, 'disconnected from Discord'));
  // READY names servers by their id alone, and a server known so hides the roles that an interaction says its member has.
  client.on(Events.ShardReady, () => client.guilds.cache.clear());
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'connection to Discord resumed'));
  return client;
}

/**
 * Connects, tells Discord the commands and waits until interactions are taken.
 * Rejects when Discord does not accept the token.
 */
export async function connect(
  client: Client,
  token: string,
  handle: (interaction: Interaction) => Promise<void>,
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<void> {
  client.on(Events.InteractionCreate, handle);
  // discord.js drains what arrives before ready only when the process has something to wake for.
  const awake = setInterval(() => {}, 100);
  try {
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(token);
    await ready;
  } finally {
    clearInterval(awake);
  }
  const applicationId = client.application?.id;
  if (applicationId === undefined) throw new Error('ready without an application');
  await client.rest.put(Routes.applicationCommands(applicationId), { body: commands });
}
