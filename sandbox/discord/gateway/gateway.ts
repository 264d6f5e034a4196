import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { Intent } from '../../world/bits.ts';
import { isJson } from '../../world/components.ts';
import { known } from '../../world/lookup.ts';
import type { Id, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { applicationFlags } from '../json/application.ts';
import { guildCreateJson } from '../json/guilds.ts';
import { ownUserJson } from '../json/users.ts';
import { converse, type Desk } from './connection.ts';
import { type Dispatch, dispatchesFor } from './dispatch.ts';
import { closings, readIdentify } from './identify.ts';
import { dispatch, Op, type Session, send, servesGuild, wants } from './session.ts';

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

/** Discord's gateway, version 10, JSON, without compression. */
export function createGateway({ world, gatewayUrl }: { world: World; gatewayUrl: () => string }): Gateway {
  const { application, guilds, users } = world;
  const sessions = new Map<string, Session>();
  let identified = 0;
  const stop = world.subscribe((change) => {
    for (const told of dispatchesFor(change, world)) tell(told);
    if (change.is === 'tokenReset') drop(closings.authenticationFailed.code);
  });

  /** Tells it to every session that wants it, and how many those were. */
  function tell(told: Dispatch): number {
    const listening = [...sessions.values()].filter((session) => wants(session, told));
    for (const session of listening) dispatch(session, told.type, trimmed(told, session));
    return listening.length;
  }

  const online = () => [...sessions.values()].flatMap(({ socket }) => socket ?? []);

  function drop(code: number): void {
    for (const socket of online()) socket.close(code);
  }

  function welcome(session: Session): void {
    const bot = known(users.get(application.botId), 'bot user');
    const own = [...guilds.values()].filter((guild) => guild.members.has(bot.id) && servesGuild(session, guild.id));
    dispatch(session, 'READY', {
      v: 10,
      user: ownUserJson(bot, application),
      guilds: own.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: gatewayUrl(),
      shard: session.shard,
      application: { id: application.id, flags: applicationFlags(application) },
      session_type: 'normal',
      private_channels: [],
      relationships: [],
      presences: [],
      user_settings: {},
      _trace: ['sandbox'],
    });
    if (!(session.intents & Intent.Guilds)) return;
    for (const guild of own) dispatch(session, 'GUILD_CREATE', guildCreateJson(guild, world));
  }

  const desk: Desk = {
    identify(socket, data) {
      const asked = readIdentify(data, application);
      if ('code' in asked) return asked;
      const session: Session = { id: randomUUID().replaceAll('-', ''), ...asked, socket, sent: [] };
      sessions.set(session.id, session);
      identified += 1;
      welcome(session);
      return session;
    },
    resume(socket, data) {
      if (data.token !== application.token) return closings.authenticationFailed;
      const session = sessions.get(String(data.session_id));
      if (!session) return undefined;
      const seq = Number(data.seq);
      if (!(seq >= 0 && seq <= session.sent.length)) return closings.invalidSeq;
      const former = session.socket;
      session.socket = socket;
      former?.close(4000, 'Resumed elsewhere.');
      for (const missed of session.sent.slice(seq)) socket.send(missed);
      dispatch(session, 'RESUMED', { _trace: ['sandbox'] });
      return session;
    },
    forget: (session) => void sessions.delete(session.id),
  };

  return {
    accept: (socket, url) => converse(socket, url, desk),
    interact: (data, guildId) => tell({ type: 'INTERACTION_CREATE', data, intent: 0, guildId }) > 0,
    connected: () => online().length,
    identified: () => identified,
    shards: () => [...sessions.values()].filter(({ socket }) => socket).map(({ shard }) => shard),
    intents: () => [...sessions.values()].map((session) => session.intents),
    drop,
    lose: (code) => {
      const lost = online();
      sessions.clear();
      for (const socket of lost) socket.close(code);
    },
    askReconnect: () => {
      for (const socket of online()) send(socket, Op.Reconnect, null);
    },
    invalidate: (resumable) => {
      for (const session of [...sessions.values()]) {
        if (session.socket) send(session.socket, Op.InvalidSession, resumable);
        session.socket = undefined;
        if (!resumable) sessions.delete(session.id);
      }
    },
    askHeartbeat: () => {
      for (const socket of online()) send(socket, Op.Heartbeat, null);
    },
    close: () => {
      stop();
      for (const socket of online()) socket.terminate();
      sessions.clear();
    },
  };
}

/** Without the message content intent a bot reads messages of bots and direct ones; of others it gets the frame. */
function trimmed({ type, data, guildId }: Dispatch, { intents }: Session): Json {
  const isMessage = type === 'MESSAGE_CREATE' || type === 'MESSAGE_UPDATE';
  if (!isMessage || guildId === undefined || intents & Intent.MessageContent) return data;
  const byBot = isJson(data.author) && data.author.bot === true;
  return byBot ? data : { ...data, content: '', embeds: [], components: [], attachments: [] };
}
