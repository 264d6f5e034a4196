import { DefaultRestOptions, type Interaction, type RESTOptions } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createBrake } from '../discord/brake/brake.ts';
import { connect, createClient } from '../discord/gateway/client.ts';
import { isConnected, watchConnections } from '../discord/gateway/connection.ts';
import type { Refusal } from '../discord/gateway/refusal.ts';
import type { Log } from '../log.ts';

interface ConnectionParts {
  readonly clock: Clock;
  readonly log: Log;
  /** How requests are sent, where it is not discord.js' own way. */
  readonly request: RESTOptions['makeRequest'] | undefined;
}

/** The bot's way to Discord: its client, and how that gets on. */
export async function openConnection({ discord: settings, proxies }: Config, { clock, log, request }: ConnectionParts) {
  const refused = Promise.withResolvers<Refusal>();
  const { ids, count } = settings.shards ?? { ids: [0], count: 1 };
  const brake = createBrake({ clock, log, share: ids.length / count });
  const braked = brake.through(request ?? DefaultRestOptions.makeRequest);
  const { apiUrl = DefaultRestOptions.api } = settings;
  const agent = proxies && (await import('../network/agent.ts')).agentTo(apiUrl, proxies);
  const client = createClient({ ...settings, request: braked, agent, onRefused: refused.resolve }, log);
  const watch = watchConnections(client, { clock, log });
  return {
    client,
    brake,
    release: brake.release,
    inNameOf: brake.inNameOf,
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
