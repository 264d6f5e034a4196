import type { WebSocket } from 'ws';
import type { Id, Json } from '../../world/types.ts';
import { guildCreateJson } from '../json/guilds.ts';
import { converse } from './connection.ts';
import { readable } from './content.ts';
import { dispatchesFor } from './dispatch.ts';
import type { Dispatch } from './event.ts';
import { closings } from './identify.ts';
import type { Line } from './line.ts';
import { dispatch, Op, type Session, send, wants } from './session.ts';
import { createSessionManager, type GatewayDeps } from './session-manager.ts';

/** What a test, or a person at the page, can do to the bot's connections. */
export interface GatewayControl {
  /** Sessions that are connected now. */
  connected(): number;
  /** How many times a bot has identified, resumes not counted. */
  identified(): number;
  /** The shards that are connected now, each as its index and how many there are. */
  shards(): (readonly [number, number])[];
  /** The intents of each session, as bits. */
  intents(): number[];
  /** What each connected bot last said of itself: Discord's presence, as it was sent. */
  presences(): Json[];
  /** Closes every connection with a close code, such as 4000 (resume) or 4004 (stop). */
  drop(code: number): void;
  /** Closes every connection with a close code and forgets its session, so that a resume is refused with op 9. */
  lose(code: number): void;
  /** Op 7: asks every bot to reconnect and resume. */
  askReconnect(): void;
  /** Op 9. When not resumable, the sessions are forgotten. */
  invalidate(resumable: boolean): void;
  /** Op 1: asks for a heartbeat at once. */
  askHeartbeat(): void;
}

export interface Gateway extends GatewayControl {
  /** Takes over a socket that has just been opened at `url`, the path and query of its request. */
  accept(socket: WebSocket, url: string): void;
  /** Sends an interaction to the session whose shard has the place. False when there is no bot to take it. */
  interact(payload: Json, guildId: Id | undefined): boolean;
  close(): void;
}

/** Discord's gateway: JSON as in version 10, whichever version was asked for, compressed or not. */
export function createGateway({ world, gatewayUrl, isStrict }: GatewayDeps): Gateway {
  const { application, guilds } = world;
  const sessions = new Map<string, Session>();
  const { manager, identified } = createSessionManager({ world, gatewayUrl, isStrict }, sessions);
  const stop = world.subscribe((change) => {
    for (const told of dispatchesFor(change, world)) tell(told);
    if (change.is === 'tokenReset') closeAll(online(), closings.authenticationFailed.code);
  });

  /** Tells it to every session that wants it, and how many those were. */
  function tell(told: Dispatch): number {
    const listening = [...sessions.values()].filter((session) => wants(session, told));
    for (const session of listening) dispatch(session, told.type, tailored(told, session));
    return listening.length;
  }

  function tailored({ type, data, guildId }: Dispatch, session: Session): Json {
    const guild = type === 'GUILD_CREATE' ? guilds.get(guildId ?? '') : undefined;
    if (guild) return guildCreateJson(guild, world, session);
    const isMessage = type === 'MESSAGE_CREATE' || type === 'MESSAGE_UPDATE';
    return isMessage ? readable(data, session.intents, application.botId) : data;
  }

  const online = () => [...sessions.values()].flatMap(({ line }) => line ?? []);

  function closeAll(lines: readonly Line[], code: number): void {
    for (const line of lines) line.close({ code, reason: '' });
  }

  return {
    accept: (socket, url) => converse(socket, url, manager),
    interact: (data, guildId) => tell({ type: 'INTERACTION_CREATE', data, intent: 0, guildId }) > 0,
    connected: () => online().length,
    identified,
    shards: () => [...sessions.values()].filter(({ line }) => line).map(({ shard }) => shard),
    intents: () => [...sessions.values()].map((session) => session.intents),
    presences: () => [...sessions.values()].flatMap(({ line, presence }) => (line && presence ? [presence] : [])),
    drop: (code) => closeAll(online(), code),
    lose: (code) => {
      const lost = online();
      sessions.clear();
      closeAll(lost, code);
    },
    askReconnect: () => {
      for (const line of online()) send(line, Op.Reconnect, null);
    },
    invalidate: (resumable) => {
      for (const session of [...sessions.values()]) {
        if (session.line) send(session.line, Op.InvalidSession, resumable);
        session.line = undefined;
        if (!resumable) sessions.delete(session.id);
      }
    },
    askHeartbeat: () => {
      for (const line of online()) send(line, Op.Heartbeat, null);
    },
    close: () => {
      stop();
      for (const line of online()) line.terminate();
      sessions.clear();
    },
  };
}
