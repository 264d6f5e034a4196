import type { Client } from 'discord.js';
import { type CanVerifyParts, createCanVerify } from '../discord/deadline/can-verify.ts';
import { createDeadline, type Deadline } from '../discord/deadline/deadline.ts';
import type { DeadlineParts } from '../discord/deadline/parts.ts';
import { createEndingRuns, type EndingRuns } from '../discord/endings/ending-runs.ts';
import type { EndingParts } from '../discord/endings/parts.ts';
import { connectionOf } from '../discord/gateway/connection.ts';
import type { KeyRing } from '../otp/pepper.ts';
import { createPseudonyms } from '../storage/pseudonyms.ts';

type Made = 'rest' | 'canVerify' | 'isElsewhere' | 'names';

interface DeadlinesParts extends Omit<DeadlineParts, Made>, Omit<CanVerifyParts, 'rest' | 'isConnected'> {
  readonly client: Client;
  readonly peppers: KeyRing;
}

interface EndingsParts extends Omit<EndingParts, Made>, Omit<CanVerifyParts, 'rest' | 'isConnected'> {
  readonly client: Client;
}

/** The endings of verifications on this process's servers, judged in the same way. */
export function openEndings({ client, ...parts }: EndingsParts): EndingRuns {
  const { rest } = client;
  const isConnected = (serverId: string) => connectionOf(client, serverId) === 'connected';
  const isElsewhere = (serverId: string) => connectionOf(client, serverId) === 'elsewhere';
  return createEndingRuns({ ...parts, rest, canVerify: createCanVerify({ ...parts, rest, isConnected }), isElsewhere });
}

/** The deadlines of this process's servers, each judged by the connection of its own shard. */
export function openDeadlines({ client, peppers, ...parts }: DeadlinesParts): Deadline {
  const { rest } = client;
  const isConnected = (serverId: string) => connectionOf(client, serverId) === 'connected';
  const isElsewhere = (serverId: string) => connectionOf(client, serverId) === 'elsewhere';
  const canVerify = createCanVerify({ ...parts, rest, isConnected });
  return createDeadline({ ...parts, rest, canVerify, isElsewhere, names: createPseudonyms(peppers) });
}
