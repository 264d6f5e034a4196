import type { Client } from 'discord.js';
import { type CanVerifyParts, createCanVerify } from '../discord/deadline/can-verify.ts';
import { createDeadline, type Deadline } from '../discord/deadline/deadline.ts';
import type { DeadlineParts } from '../discord/deadline/parts.ts';
import { connectionOf } from '../discord/gateway/connection.ts';
import type { KeyRing } from '../otp/pepper.ts';
import { createPseudonyms } from '../storage/pseudonyms.ts';

type Made = 'rest' | 'canVerify' | 'isElsewhere' | 'names';

interface DeadlinesParts extends Omit<DeadlineParts, Made>, Omit<CanVerifyParts, 'rest' | 'isConnected'> {
  readonly client: Client;
  readonly peppers: KeyRing;
}

/** The deadlines of this process's servers, each judged by the connection of its own shard. */
export function openDeadlines({ client, peppers, ...parts }: DeadlinesParts): Deadline {
  const { rest } = client;
  const isConnected = (serverId: string) => connectionOf(client, serverId) === 'connected';
  const isElsewhere = (serverId: string) => connectionOf(client, serverId) === 'elsewhere';
  const canVerify = createCanVerify({ ...parts, rest, isConnected });
  return createDeadline({ ...parts, rest, canVerify, isElsewhere, names: createPseudonyms(peppers) });
}
