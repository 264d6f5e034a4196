import { type Client, GatewayIntentBits } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import { listenToMembers, listenToSessions } from '../../discord/gateway/events.ts';
import type { Arrivals } from '../../discord/newcomers/arrivals.ts';
import { createBanList } from '../../discord/rest/ban-list.ts';
import { createBans } from '../../gate/bans/bans.ts';
import { createMissedBans } from '../../gate/bans/missed-bans.ts';
import type { Recorder } from '../../gate/journal/recorder.ts';
import type { WithLease } from '../../gate/lease.ts';
import type { ShownMember } from '../../gate/newcomers/duty.ts';
import type { Newcomers } from '../../gate/roles/newcomers.ts';
import type { Departures } from '../../gate/roster/departures.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import { createQueue } from '../../otp/queue.ts';
import { createCatchingUp } from '../chores/catching-up.ts';
import type { SharedStores } from '../own-stores.ts';

interface ListeningParts {
  readonly client: Client;
  readonly stores: SharedStores;
  readonly record: Recorder;
  readonly departures: Departures;
  readonly newcomers: Newcomers;
  readonly arrivals: Arrivals;
  readonly withLease: WithLease;
  /** See `createBeginnings`. */
  readonly marked: <A extends unknown[], R>(task: (...args: A) => R) => (...args: A) => R;
  readonly clock: Clock;
  readonly log: Log;
}

/** Reacts to events about members that Discord sends, and catches up on missed ones. @returns stops that, and waits for what is underway */
export function startListening({ client, stores, newcomers, arrivals, marked, clock, log, ...parts }: ListeningParts) {
  const inTurn = createQueue();
  const onError = (error: unknown) =>
    log.warn({ cause: traceOf(error) }, 'an event about a member could not be handled');
  const bans = createBans({ ...stores, ...parts, clock, inTurn, onError });
  const joined = async (who: Who, seen: ShownMember) => {
    const { is } = await newcomers.joined(who, seen);
    if (is === 'notVerified') await arrivals.joined(who, seen);
  };
  const changed = async (who: Who, seen: ShownMember) => {
    await newcomers.changed(who, seen);
    await arrivals.changed(who, seen);
  };
  const reactions = {
    banned: marked(bans.banned),
    unbanned: marked(bans.unbanned),
    joined: marked(joined),
    changed: marked(changed),
    left: async (who: Who) => arrivals.left(who),
  };
  const stopHearing = listenToMembers(client, reactions, onError, inTurn);
  const stopListening = async () => {
    await stopHearing();
    await arrivals.stop();
    await bans.stop();
  };
  if (!client.options.intents.has(GatewayIntentBits.GuildModeration)) return stopListening;

  const { rest } = client;
  const missedBans = (pause: () => Promise<void>) => {
    const list = createBanList({ rest, botId: () => client.user?.id ?? '', pause });
    return createMissedBans({ ...stores, reach: stores.banReach, bans, list, inTurn });
  };
  const catchingUp = createCatchingUp(missedBans, { withLease: parts.withLease, marked, clock, log });
  const stopHearingSessions = listenToSessions(client, catchingUp.begun);
  return async () => {
    stopHearingSessions();
    await Promise.all([stopHearing(), catchingUp.stop()]);
    await arrivals.stop();
    await bans.stop();
  };
}
