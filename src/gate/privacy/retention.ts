import type { Clock, Ms } from '../../clock.ts';
import type { LineKindStore } from '../../otp/number/line-kind.ts';
import type { BulkRuns } from '../bulk/runs.ts';
import { deadlineFact, shownFact } from '../deadline.ts';
import { endingsFact } from '../endings/ending.ts';
import { newcomersFact } from '../newcomers/duty.ts';
import type { Openings } from '../passes/openings.ts';
import type {
  Blocks,
  Erasures,
  ForgetServer,
  InstallationFacts,
  Journal,
  PastNumbers,
  Roster,
  Scrub,
  ServersWithData,
  SettingsStore,
} from '../ports.ts';
import type { SettingsHistory } from '../settings/history.ts';
import { asksForKind } from '../settings/role-rules.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** How long is kept what does not say so itself. Challenges, proofs and blocks each carry their own end. */
export const RETENTION = {
  events: 90 * DAY,
  goneServers: 30 * DAY,
  pastNumbers: 30 * DAY,
  erasures: DAY,
  lineKinds: 90 * DAY,
  /** For so long a run is undone as a whole; what was counted and not begun goes after a day. */
  bulkRuns: 30 * DAY,
  bulkCounted: DAY,
} as const;

/** How often is looked what has had its time. */
export const RETENTION_EVERY: Ms = DAY;

/** Since when the bot has been missing from servers, by their ids. */
export type Absences = ReadonlyMap<string, Ms>;

/**
 * Which absences go on, and which have lasted long enough. A server that is not among the gone is back, and its absence
 * forgotten.
 * @param gone servers that Discord has just said the bot is not on
 */
export function judgeAbsences(
  before: Absences,
  gone: readonly string[],
  now: Ms,
): { readonly absences: Absences; readonly overdue: readonly string[] } {
  const since = new Map(gone.map((serverId) => [serverId, Math.min(before.get(serverId) ?? now, now)]));
  const isOverdue = (start: Ms) => now - start >= RETENTION.goneServers;
  return {
    absences: new Map([...since].filter(([, start]) => !isOverdue(start))),
    overdue: [...since].filter(([, start]) => isOverdue(start)).map(([serverId]) => serverId),
  };
}

export interface RetentionParts {
  readonly journal: Pick<Journal, 'prune'>;
  readonly blocks: Pick<Blocks, 'prune'>;
  readonly pastNumbers: Pick<PastNumbers, 'prune'>;
  readonly erasures: Pick<Erasures, 'prune'>;
  readonly openings: Pick<Openings, 'prune'>;
  readonly bulkRuns: Pick<BulkRuns, 'prune'>;
  readonly lineKinds: Pick<LineKindStore, 'prune'>;
  readonly roster: Pick<Roster, 'forgetLineKinds'>;
  readonly settings: Pick<SettingsStore, 'load' | 'servers'>;
  readonly settingsHistory: Pick<SettingsHistory, 'prune'>;
  readonly facts: InstallationFacts;
  readonly serversWithData: ServersWithData;
  readonly forgetServer: ForgetServer;
  readonly scrub: Scrub;
  /** Those of some servers that the bot is not on any more. Rejects when Discord does not say: an outage is no absence. */
  readonly goneServers: (serverIds: readonly string[]) => Promise<readonly string[]>;
  readonly clock: Clock;
  /** Whether a clock outside of this machine agrees with `clock`. What a wrong one has deleted nobody brings back. */
  readonly isSure: () => Promise<boolean>;
}

/** Servers with a rule that asks for the kinds of their members' lines. */
async function serversThatAsk(settings: RetentionParts['settings']): Promise<string[]> {
  const asking: string[] = [];
  for (const serverId of await settings.servers()) {
    if (asksForKind((await settings.load(serverId))?.roleRules ?? [])) asking.push(serverId);
  }
  return asking;
}

const ABSENCES = 'absences';

/**
 * Forgets what has had its time, and nothing by a clock that is not to be trusted. Whatever fails is left to the next run, and two processes may run at once: what one has
 * forgotten the other does not find. Throws `StoreUnavailable`, and what `goneServers` rejects with.
 */
export function createRetention(parts: RetentionParts): () => Promise<void> {
  const { journal, blocks, pastNumbers, erasures, facts, serversWithData, forgetServer, scrub, goneServers, clock } =
    parts;

  return async () => {
    if (!(await parts.isSure())) return;
    const now = clock.now();
    await Promise.all([
      journal.prune(now - RETENTION.events),
      parts.settingsHistory.prune(now - RETENTION.events),
      blocks.prune(now),
      pastNumbers.prune(now - RETENTION.pastNumbers),
      parts.openings.prune(now - RETENTION.events),
      erasures.prune(now - RETENTION.erasures),
      parts.bulkRuns.prune({ counted: now - RETENTION.bulkCounted, begun: now - RETENTION.bulkRuns }),
      // A number may be taken to another carrier, or belong to somebody else.
      parts.lineKinds.prune(now - RETENTION.lineKinds),
    ]);
    // A rule asked for them once.
    await parts.roster.forgetLineKinds(await serversThatAsk(parts.settings));
    await scrub();

    const gone = await goneServers(await serversWithData());
    const { absences, overdue } = judgeAbsences(readAbsences(await facts.read(ABSENCES)), gone, now);
    // The fact goes last: where forgetting fails half-way, the server is still overdue the next time.
    for (const serverId of overdue) {
      await forgetServer(serverId);
      await facts.remove(deadlineFact(serverId));
      await facts.remove(newcomersFact(serverId));
      await facts.remove(shownFact(serverId));
      await facts.remove(endingsFact(serverId));
    }
    await (absences.size > 0 ? facts.write(ABSENCES, writeAbsences(absences)) : facts.remove(ABSENCES));
    if (overdue.length > 0) await scrub();
  };
}

const writeAbsences = (absences: Absences) =>
  [...absences].map(([serverId, since]) => `${serverId}:${since}`).join(' ');

function readAbsences(stored = ''): Absences {
  return new Map([...stored.matchAll(/(\d+):(\d+)/g)].map(([, serverId = '', since]) => [serverId, Number(since)]));
}
