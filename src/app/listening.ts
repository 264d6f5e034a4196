import type { Client } from 'discord.js';
import type { Clock } from '../clock.ts';
import { listenToMembers } from '../discord/events.ts';
import { createBans } from '../gate/bans.ts';
import type { Chronicle } from '../gate/chronicle.ts';
import type { Departures } from '../gate/departures.ts';
import type { Newcomers } from '../gate/newcomers.ts';
import { traceOf } from '../log/trace.ts';
import type { Log } from '../log.ts';
import type { Stores } from '../storage/stores.ts';

interface ListeningParts {
  readonly client: Client;
  readonly stores: Stores;
  readonly chronicle: Chronicle;
  readonly departures: Departures;
  readonly newcomers: Newcomers;
  /** See `createBeginnings`. */
  readonly marked: <A extends unknown[], R>(task: (...args: A) => R) => (...args: A) => R;
  readonly clock: Clock;
  readonly log: Log;
}

/** Reacts to what Discord tells of members by itself. @returns stops that, and waits for what is underway */
export function startListening({
  client,
  stores,
  departures,
  newcomers,
  chronicle,
  marked,
  clock,
  log,
}: ListeningParts) {
  const { banned, unbanned } = createBans({ ...stores, departures, chronicle, clock });
  const { joined, changed } = newcomers;
  const reactions = {
    banned: marked(banned),
    unbanned: marked(unbanned),
    joined: marked(joined),
    changed: marked(changed),
  };
  return listenToMembers(client, reactions, (error) =>
    log.warn({ cause: traceOf(error) }, 'what Discord told of a member could not be dealt with'),
  );
}
