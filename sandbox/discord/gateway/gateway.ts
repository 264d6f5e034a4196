import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { Intent } from '../../world/bits.ts';
import { isJson } from '../../world/components.ts';
import type { Id, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { guildCreateJson } from '../json/guilds.ts';
import { ownUserJson } from '../json/users.ts';
import { type Dispatch, dispatchesFor } from './dispatch.ts';
import { dispatch, Op, type Session, send, wants } from './session.ts';

/** What a test, or a person at the page, can do to the bot's connections. */
export interface GatewayControl {
  /** Sessions that are connected now. */
  connected(): number;
  /** How many times a bot has identified, resumes not counted. */
  identified(): number;
  /** Closes every connection with a close code, such as 4000 (resume) or 4004 (stop). */
  drop(code: number): void;
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

const HEARTBEAT_INTERVAL = 41_250;
const PRIVILEGED = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;
/** Close codes a bot gives its session up with. */
const GOODBYE = new Set([1000, 1001]);

/** Discord's gateway, version 10, JSON, without compression. */
export function createGateway({ world, gatewayUrl }: { world: World; gatewayUrl: () => string }): Gateway {
  const sessions = new Map<string, Session>();
  let identified = 0;
  const stop = world.subscribe((change) => {
    for (const told of dispatchesFor(change, world)) toSessions(told);
  });

  function toSessions(told: Dispatch): Session[] {
    const listening = [...sessions.values()].filter((session) => wants(session, told));
    for (const session of listening) dispatch(session, told.type, trimmed(told, session));
    return listening;
  }

  const online = () => [...sessions.values()].filter((session) => session.socket);

  function identify(socket: WebSocket, data: Json): Session | undefined {
    const shard = shardOf(data.shard);
    const intents = Number(data.intents);
    if (data.token !== world.application.token) return refuse(socket, 4004, 'Authentication failed.');
    if (!shard) return refuse(socket, 4010, 'Invalid shard.');
    if (!Number.isInteger(intents) || intents < 0 || intents >= 1 << 26)
      return refuse(socket, 4013, 'Invalid intent(s).');
    if (intents & PRIVILEGED & ~world.application.privilegedIntents)
      return refuse(socket, 4014, 'Disallowed intent(s).');
    const session: Session = { id: randomUUID().replaceAll('-', ''), intents, shard, socket, sent: [] };
    sessions.set(session.id, session);
    identified += 1;
    welcome(session);
    return session;
  }

  function welcome(session: Session): void {
    const { application, users, guilds } = world;
    const bot = users.get(application.botId);
    if (!bot) throw new Error('The application has no bot user.');
    const own = [...guilds.values()].filter(
      (guild) => guild.members.has(bot.id) && wants(session, { type: '', data: {}, intent: 0, guildId: guild.id }),
    );
    dispatch(session, 'READY', {
      v: 10,
      user: ownUserJson(bot),
      guilds: own.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: gatewayUrl(),
      shard: session.shard,
      application: { id: application.id, flags: 0 },
      session_type: 'normal',
      private_channels: [],
      relationships: [],
      presences: [],
      guild_join_requests: [],
      geo_ordered_rtc_regions: [],
      auth: {},
      user_settings: {},
      _trace: ['sandbox'],
    });
    if (!(session.intents & Intent.Guilds)) return;
    for (const guild of own) dispatch(session, 'GUILD_CREATE', guildCreateJson(guild, world));
  }

  function resume(socket: WebSocket, data: Json): Session | undefined {
    if (data.token !== world.application.token) return refuse(socket, 4004, 'Authentication failed.');
    const session = sessions.get(String(data.session_id));
    if (!session) {
      send(socket, Op.InvalidSession, false);
      return undefined;
    }
    const seq = Number(data.seq);
    if (!(seq <= session.sent.length)) return refuse(socket, 4007, 'Invalid seq.');
    session.socket?.close(4000, 'Resumed elsewhere.');
    session.socket = socket;
    for (const missed of session.sent.slice(seq)) socket.send(missed);
    dispatch(session, 'RESUMED', { _trace: ['sandbox'] });
    return session;
  }

  function accept(socket: WebSocket, url: string): void {
    let session: Session | undefined;
    const query = new URL(url, 'ws://sandbox').searchParams;
    if (query.get('v') !== '10') return void refuse(socket, 4012, 'Invalid API version.');
    if ((query.get('encoding') ?? 'json') !== 'json') return void refuse(socket, 4002, 'The sandbox speaks JSON only.');

    // Real time, not the sandbox's: skipping ten minutes must not make a living bot look dead.
    const dead = setTimeout(() => socket.close(4009, 'Session timed out.'), HEARTBEAT_INTERVAL * 2);
    dead.unref();
    socket.on('message', (raw) => {
      const packet = parsed(String(raw));
      if (!packet) return void refuse(socket, 4002, 'Error while decoding payload.');
      dead.refresh();
      const data = isJson(packet.d) ? packet.d : {};
      switch (packet.op) {
        case Op.Heartbeat:
          return send(socket, Op.HeartbeatAck, null);
        case Op.Identify:
          if (session) return void refuse(socket, 4005, 'Already authenticated.');
          session = identify(socket, data);
          return;
        case Op.Resume:
          session = resume(socket, data);
          return;
        case Op.PresenceUpdate:
        case Op.VoiceStateUpdate:
        case Op.RequestGuildMembers:
          if (!session) refuse(socket, 4003, 'Not authenticated.');
          return;
        default:
          refuse(socket, 4001, 'Unknown opcode.');
      }
    });
    socket.on('close', (code) => {
      clearTimeout(dead);
      if (session?.socket !== socket) return;
      session.socket = undefined;
      if (GOODBYE.has(code)) sessions.delete(session.id);
    });
    send(socket, Op.Hello, { heartbeat_interval: HEARTBEAT_INTERVAL, _trace: ['sandbox'] });
  }

  return {
    accept,
    interact: (data, guildId) => toSessions({ type: 'INTERACTION_CREATE', data, intent: 0, guildId }).length > 0,
    connected: () => online().length,
    identified: () => identified,
    drop: (code) => {
      for (const { socket } of online()) socket?.close(code);
    },
    askReconnect: () => {
      for (const { socket } of online()) if (socket) send(socket, Op.Reconnect, null);
    },
    invalidate: (resumable) => {
      for (const { id, socket } of online()) {
        if (!resumable) sessions.delete(id);
        if (socket) send(socket, Op.InvalidSession, resumable);
      }
    },
    askHeartbeat: () => {
      for (const { socket } of online()) if (socket) send(socket, Op.Heartbeat, null);
    },
    close: () => {
      stop();
      for (const { socket } of sessions.values()) socket?.terminate();
      sessions.clear();
    },
  };
}

function refuse(socket: WebSocket, code: number, reason: string): undefined {
  socket.close(code, reason);
  return undefined;
}

/** `[index, count]`; a bot that names no shard is the only one. */
function shardOf(value: unknown): [number, number] | undefined {
  if (value === undefined) return [0, 1];
  if (!Array.isArray(value)) return undefined;
  const [index, count] = value.map(Number);
  const valid = index !== undefined && count !== undefined && index >= 0 && index < count;
  return valid ? [index, count] : undefined;
}

/** Without the message content intent a bot reads its own messages only, and direct ones. */
function trimmed({ type, data, guildId }: Dispatch, { intents }: Session): Json {
  if (!type.startsWith('MESSAGE_') || type === 'MESSAGE_DELETE' || guildId === undefined) return data;
  const byBot = isJson(data.author) && data.author.bot === true;
  return byBot || intents & Intent.MessageContent
    ? data
    : { ...data, content: '', embeds: [], components: [], attachments: [] };
}

function parsed(text: string): Json | undefined {
  try {
    const packet: unknown = JSON.parse(text);
    return isJson(packet) ? packet : undefined;
  } catch {
    return undefined;
  }
}
