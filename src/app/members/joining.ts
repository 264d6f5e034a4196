import type { REST } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { Brake } from '../../discord/brake/brake.ts';
import type { Languages } from '../../discord/language/languages.ts';
import { type Arrivals, createArrivals } from '../../discord/newcomers/arrivals.ts';
import { createGrounds } from '../../discord/newcomers/ground.ts';
import { createNewcomersMemory, type NewcomersMemory } from '../../discord/newcomers/memory.ts';
import { createMentions, type Mentions } from '../../discord/newcomers/mentions.ts';
import { createPrompts } from '../../discord/newcomers/prompts.ts';
import { createSweep, type Sweep } from '../../discord/newcomers/sweep.ts';
import { createUnverified } from '../../discord/newcomers/unverified.ts';
import type { WriteTo } from '../../discord/rest/direct-messages.ts';
import type { Servers } from '../../discord/rest/servers.ts';
import type { InstallationFacts, Roster, SettingsStore } from '../../gate/ports.ts';
import type { RoleKeeper } from '../../gate/roles/role-keeper.ts';
import type { Counters } from '../../limits/counters.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';

interface JoiningParts {
  readonly rest: REST;
  readonly settings: SettingsStore;
  readonly roster: Roster;
  readonly facts: InstallationFacts;
  readonly counters: Counters;
  readonly roles: RoleKeeper;
  readonly servers: Servers;
  readonly writeTo: WriteTo;
  readonly inNameOf: Brake['inNameOf'];
  readonly languages: Languages;
  readonly botId: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What happens to members who join and are not verified. */
export interface Joining {
  readonly memory: NewcomersMemory;
  readonly sweep: Sweep;
  readonly arrivals: Arrivals;
  readonly mentions: Mentions;
}

/** Everything that welcomes new members: with the role of the unverified, and with a prompt. */
export function openJoining(parts: JoiningParts): Joining {
  const { rest, facts, botId, clock, log } = parts;
  const onError = (error: unknown) => log.warn({ cause: traceOf(error) }, 'a new member could not be welcomed');
  const memory = createNewcomersMemory(facts);
  const grounds = createGrounds(rest, botId, clock);
  const unverified = createUnverified({ ...parts, memory, grounds });
  const mentions = createMentions({ ...parts, onError });
  const prompts = createPrompts({ ...parts, grounds, mentions });
  const arrivals = createArrivals({ ...parts, unverified, prompts, onError });
  return { memory, mentions, arrivals, sweep: createSweep({ ...parts, memory, grounds, unverified }) };
}
