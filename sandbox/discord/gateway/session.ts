import type { Id, Json } from '../../world/types.ts';
import type { Dispatch } from './event.ts';
import type { Line } from './line.ts';

/** Gateway opcodes. */
export const Op = {
  Dispatch: 0,
  Heartbeat: 1,
  Identify: 2,
  PresenceUpdate: 3,
  VoiceStateUpdate: 4,
  Resume: 6,
  Reconnect: 7,
  RequestGuildMembers: 8,
  InvalidSession: 9,
  Hello: 10,
  HeartbeatAck: 11,
  RequestSoundboardSounds: 31,
  RequestChannelInfo: 43,
} as const;

/** One identified bot process, or one shard of it. It outlives its connection until it is resumed or forgotten. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  /** How many members a server may have before it counts as large. */
  readonly largeThreshold: number;
  line: Line | undefined;
  /** What the bot last said of itself (op 3, or when it identified), as it said it. */
  presence: Json | undefined;
  /** Everything dispatched so far, for replay: index + 1 is the sequence number. */
  readonly sent: string[];
}

export function send(line: Line, op: number, d: unknown): void {
  line.send(JSON.stringify({ op, d, s: null, t: null }));
}

/** Gives an event its number and sends it, or keeps it until the session is resumed. */
export function dispatch(session: Session, type: string, data: Json): void {
  const text = JSON.stringify({ op: Op.Dispatch, t: type, s: session.sent.length + 1, d: data });
  session.sent.push(text);
  session.line?.send(text);
}

/** Whether the session asked for such events, and its shard has that server. */
export function wants(session: Session, { intent, guildId }: Dispatch): boolean {
  const asked = intent === 0 || (session.intents & intent) !== 0;
  return asked && servesGuild(session, guildId);
}

/** Discord's rule: the server's id decides its shard; direct messages go to the first. */
export function servesGuild({ shard: [index, count] }: Session, guildId: Id | undefined): boolean {
  const place = guildId === undefined ? 0n : (BigInt(guildId) >> 22n) % BigInt(count);
  return place === BigInt(index);
}
