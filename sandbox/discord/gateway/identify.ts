import { Intent } from '../../world/bits.ts';
import { isJson } from '../../world/components.ts';
import type { Application, Json } from '../../world/types.ts';

/** Why the gateway closes a connection: Discord's close code and words. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

export const closings = {
  unknownOpcode: { code: 4001, reason: 'Unknown opcode.' },
  undecodable: { code: 4002, reason: 'Error while decoding payload.' },
  notAuthenticated: { code: 4003, reason: 'Not authenticated.' },
  authenticationFailed: { code: 4004, reason: 'Authentication failed.' },
  alreadyAuthenticated: { code: 4005, reason: 'Already authenticated.' },
  invalidSeq: { code: 4007, reason: 'Invalid seq.' },
  rateLimited: { code: 4008, reason: 'Rate limited.' },
  timedOut: { code: 4009, reason: 'Session timed out.' },
  invalidShard: { code: 4010, reason: 'Invalid shard.' },
  shardingRequired: { code: 4011, reason: 'Sharding required.' },
  invalidVersion: { code: 4012, reason: 'Invalid API version.' },
  unknownEncoding: { code: 4012, reason: 'The sandbox speaks JSON only.' },
  invalidIntents: { code: 4013, reason: 'Invalid intent(s).' },
  disallowedIntents: { code: 4014, reason: 'Disallowed intent(s).' },
} as const satisfies Record<string, Closing>;

const PRIVILEGED = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;
const FIRST_UNKNOWN_INTENT = 1 << 26;

/** What a bot asks for when it identifies. */
export interface Identify {
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly largeThreshold: number;
  readonly presence: Json | undefined;
}

/** Discord takes the token with `Bot ` before it, as REST wants it, and without. */
export const isToken = (given: unknown, { token }: Application): boolean => given === token || given === `Bot ${token}`;

/** What a bot asks for when it identifies, or why it may not have it. */
export function readIdentify(data: Json, application: Application): Identify | Closing {
  const shard = shardOf(data.shard);
  const intents = Number(data.intents);
  if (!isToken(data.token, application)) return closings.authenticationFailed;
  if (!shard) return closings.invalidShard;
  if (shard[1] < application.fewestShards) return closings.shardingRequired;
  if (!Number.isInteger(intents) || intents < 0 || intents >= FIRST_UNKNOWN_INTENT) return closings.invalidIntents;
  if (intents & PRIVILEGED & ~application.privilegedIntents) return closings.disallowedIntents;
  const threshold = Number(data.large_threshold ?? 50);
  const largeThreshold = threshold >= 50 && threshold <= 250 ? threshold : 50;
  return { intents, shard, largeThreshold, presence: isJson(data.presence) ? data.presence : undefined };
}

/** `[index, count]`; a bot that names no shard is the only one. */
function shardOf(value: unknown): readonly [number, number] | undefined {
  if (value === undefined) return [0, 1];
  if (!Array.isArray(value)) return undefined;
  const [index, count] = value.map(Number);
  const valid = index !== undefined && count !== undefined && index >= 0 && index < count;
  return valid ? [index, count] : undefined;
}
