import { createHash } from 'node:crypto';
import { DiscordAPIError, type REST, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import type { WithLease } from '../../gate/lease.ts';
import type { InstallationFacts } from '../../gate/ports.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';

export type Definitions = readonly RESTPostAPIApplicationCommandsJSONBody[];

/** When a registration that Discord did not take is tried again; then every hour. */
const RETRIES: readonly Ms[] = [30_000, 2 * 60_000, 10 * 60_000, 60 * 60_000];

interface RegistrationParts {
  readonly rest: REST;
  readonly facts: InstallationFacts;
  readonly withLease: WithLease;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tells Discord the commands of an application when they are not what it was told last; of processes that start at once,
 * one does. The fact is written after Discord has taken them, so one that dies in between leaves it to the next.
 */
export function createRegistration({ rest, facts, withLease, clock, log }: RegistrationParts) {
  let cancel = () => {};
  let underway: Promise<void> = Promise.resolve();
  let stopped = false;

  async function tell(applicationId: string, definitions: Definitions) {
    const name = `commands:${applicationId}`;
    const digest = createHash('sha256').update(JSON.stringify(definitions)).digest('hex');
    if ((await facts.read(name)) === digest) return;
    await rest.put(Routes.applicationCommands(applicationId), { body: definitions });
    await facts.write(name, digest);
    log.info({ commands: definitions.length }, 'commands registered');
  }

  async function attempt(applicationId: string, define: () => Promise<Definitions>, tries: number): Promise<void> {
    try {
      if (await withLease('commands', async () => tell(applicationId, await define()))) return;
    } catch (error) {
      const status = error instanceof DiscordAPIError ? error.status : undefined;
      const { name, cause } = traceOf(error);
      log.warn({ name, status, cause }, 'the commands could not be registered; trying again later');
    }
    if (stopped) return;
    cancel = clock.after(RETRIES[Math.min(tries, RETRIES.length - 1)] ?? 0, () => {
      underway = attempt(applicationId, define, tries + 1);
    });
  }

  return {
    /** Begins to register, and goes on trying in the background: what members press works without commands. */
    start(applicationId: string, define: () => Promise<Definitions>): void {
      underway = attempt(applicationId, define, 0);
    },
    /** Resolves when the attempt of now is over. */
    settled: () => underway,
    stop(): Promise<void> {
      stopped = true;
      cancel();
      return underway;
    },
  };
}
