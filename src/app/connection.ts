import type { Interaction, RESTOptions } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { connect, createClient } from '../discord/client.ts';
import { isConnected, watchConnections } from '../discord/connection.ts';
import type { Refusal } from '../discord/refusal.ts';
import type { Log } from '../log.ts';

interface ConnectionParts {
  readonly clock: Clock;
  readonly log: Log;
  /** How requests are sent, where it is not discord.js' own way. */
  readonly request: RESTOptions['makeRequest'] | undefined;
}

/** The bot's way to Discord: its client, and how that gets on. */
export function openConnection(settings: Config['discord'], { clock, log, request }: ConnectionParts) {
  const refused = Promise.withResolvers<Refusal>();
  const client = createClient({ ...settings, request, onRefused: refused.resolve }, log);
  const watch = watchConnections(client, { clock, log });
  return {
    client,
    /** Resolves when Discord lets the bot in no more. Never rejects. */
    refused: refused.promise,
    isConnected: () => isConnected(client),
    awayFor: watch.awayFor,
    /** @returns the application's id */
    connect: (handle: (interaction: Interaction) => Promise<void>) =>
      connect(client, settings.token, handle, refused.promise),
    async close(): Promise<void> {
      await client.destroy();
      watch.stop();
    },
  };
}
