import { Intent } from '../../world/bits.ts';
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
  timedOut: { code: 4009, reason: 'Session timed out.' },
  invalidShard: { code: 4010, reason: 'Invalid shard.' },
  shardingRequired: { code: 4011, reason: 'Sharding required.' },
  invalidVersion: { code: 4012, reason: 'Invalid API version.' },
  invalidIntents: { code: 4013, reason: 'Invalid intent(s).' },
  disallowedIntents: { code: 4014, reason: 'Disallowed intent(s).' },
} as const satisfies Record<string, Closing>;

const PRIVILEGED = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;
const FIRST_UNKNOWN_INTENT = 1 << 26;

/** What a bot asks for when it identifies, or why it may not have it. */
export function readIdentify(
  data: Json,
  application: Application,
): { intents: number; shard: readonly [number, number] } | Closing {
  const shard = shardOf(data.shard);
  const intents = Number(data.intents);
  if (data.token !== application.token) return closings.authenticationFailed;
  if (!shard) return closings.invalidShard;
  if (shard[1] < application.fewestShards) return closings.shardingRequired;
  if (!Number.isInteger(intents) || intents < 0 || intents >= FIRST_UNKNOWN_INTENT) return closings.invalidIntents;
  if (intents & PRIVILEGED & ~application.privilegedIntents) return closings.disallowedIntents;
  return { intents, shard };
}

/** `[index, count]`; a bot that names no shard is the only one. */
function shardOf(value: unknown): readonly [number, number] | undefined {
  if (value === undefined) return [0, 1];
  if (!Array.isArray(value)) return undefined;
  const [index, count] = value.map(Number);
  const valid = index !== undefined && count !== undefined && index >= 0 && index < count;
  return valid ? [index, count] : undefined;
}
