import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { applicationId, botUser, serverCreate, serverId, serverIndex } from './servers.ts';

/** Gateway opcodes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes */
const Op = { dispatch: 0, heartbeat: 1, identify: 2, hello: 10, heartbeatAck: 11 } as const;

const GUILDS_INTENT = 1;

const Packet = z.object({ op: z.number(), d: z.unknown() });
const Identify = z.object({ intents: z.number(), shard: z.tuple([z.number(), z.number()]).default([0, 1]) });

interface Session {
  readonly socket: WebSocket;
  readonly shard: readonly [number, number];
  sequence: number;
}

/** Discord's gateway, as far as a bot that is in `servers` servers needs it. */
export function createGateway(servers: number, url: () => string) {
  const sessions = new Set<Session>();
  const sockets = new WebSocketServer({ noServer: true });

  function dispatch(session: Session, type: string, data: unknown): void {
    session.sequence += 1;
    session.socket.send(JSON.stringify({ op: Op.dispatch, t: type, s: session.sequence, d: data }));
  }

  function welcome(socket: WebSocket, data: unknown): void {
    const { intents, shard } = Identify.parse(data);
    const session: Session = { socket, shard, sequence: 0 };
    sessions.add(session);
    socket.on('close', () => sessions.delete(session));
    const own = Array.from({ length: servers }, (_, server) => server).filter((server) =>
      serves(shard, serverId(server)),
    );
    dispatch(session, 'READY', {
      v: 10,
      user: botUser,
      guilds: own.map((server) => ({ id: serverId(server), unavailable: true })),
      session_id: String(sessions.size),
      resume_gateway_url: url(),
      shard,
      application: { id: applicationId, flags: 0 },
      private_channels: [],
    });
    if (intents & GUILDS_INTENT) for (const server of own) dispatch(session, 'GUILD_CREATE', serverCreate(server));
  }

  function converse(socket: WebSocket): void {
    const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d, s: null, t: null }));
    socket.on('message', (raw) => {
      const { op, d } = Packet.parse(JSON.parse(String(raw)));
      if (op === Op.heartbeat) send(Op.heartbeatAck, null);
      if (op === Op.identify) welcome(socket, d);
    });
    send(Op.hello, { heartbeat_interval: 41_250 });
  }

  return {
    accept: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      sockets.handleUpgrade(request, socket, head, converse),
    /** Sends an interaction to one process that has its server; processes without shards of their own take turns by server. */
    interact(server: string, payload: unknown): void {
      const serving = [...sessions].filter(({ shard }) => serves(shard, server));
      const session = serving[serverIndex(server) % serving.length];
      if (!session) throw new Error('no bot is connected that has this server');
      dispatch(session, 'INTERACTION_CREATE', payload);
    },
    close(): void {
      for (const { socket } of sessions) socket.terminate();
      sockets.close();
    },
  };
}

/** Discord's rule: https://discord.com/developers/docs/events/gateway#sharding */
function serves([index, count]: readonly [number, number], server: string): boolean {
  return (BigInt(server) >> 22n) % BigInt(count) === BigInt(index);
}
