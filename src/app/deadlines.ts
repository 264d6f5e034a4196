import type { Client } from 'discord.js';
import { createDeadline, type Deadline } from '../discord/deadline/deadline.ts';
import type { DeadlineParts } from '../discord/deadline/parts.ts';
import { createPassable, type PassableParts } from '../discord/deadline/passable.ts';
import { connectionOf } from '../discord/gateway/connection.ts';
import type { KeyRing } from '../otp/pepper.ts';
import { createPseudonyms } from '../storage/pseudonyms.ts';

type Made = 'rest' | 'passable' | 'isElsewhere' | 'names';

interface DeadlinesParts extends Omit<DeadlineParts, Made>, Omit<PassableParts, 'rest' | 'isConnected'> {
  readonly client: Client;
  readonly peppers: KeyRing;
}

/** The deadlines of this process's servers, each judged by the connection of its own shard. */
export function openDeadlines({ client, peppers, ...parts }: DeadlinesParts): Deadline {
  const { rest } = client;
  const isConnected = (serverId: string) => connectionOf(client, serverId) === 'connected';
  const isElsewhere = (serverId: string) => connectionOf(client, serverId) === 'elsewhere';
  const passable = createPassable({ ...parts, rest, isConnected });
  return createDeadline({ ...parts, rest, passable, isElsewhere, names: createPseudonyms(peppers) });
}
