import { randomUUID } from 'node:crypto';
import type { Client } from 'discord.js';
import type { Config } from '../../config.ts';
import type { Deadline } from '../../discord/deadline/deadline.ts';
import type { EndingRuns } from '../../discord/endings/ending-runs.ts';
import { createGoneServers } from '../../discord/privacy/gone-servers.ts';
import { createRegistration } from '../../discord/rest/registration.ts';
import type { Bulk } from '../../gate/bulk/bulk.ts';
import { createWithLease } from '../../gate/lease.ts';
import { createRetention } from '../../gate/privacy/retention.ts';
import { traceOf } from '../../log/trace.ts';
import type { Gate, GateParts } from '../gate.ts';
import type { Joining } from '../members/joining.ts';
import { startListening } from '../members/listening.ts';
import { createBackground } from './background.ts';
import type { createBeginnings } from './beginnings.ts';
import { choresOf } from './chores.ts';

interface WorkParts extends Gate, Pick<GateParts, 'rest' | 'stores' | 'sms' | 'clock' | 'log'> {
  readonly client: Client;
  readonly bulk: Bulk;
  readonly deadline: Pick<Deadline, 'run' | 'tidy'>;
  readonly joining: Joining;
  readonly endingRuns: EndingRuns;
  readonly marked: ReturnType<typeof createBeginnings>['marked'];
  /** Whether the time may be believed. */
  readonly isSure: () => Promise<boolean>;
}

/** What the bot does without being asked by a member: it hears what Discord tells, registers its commands, and does its chores. */
export function createWork({ discord }: Config, parts: WorkParts) {
  const {
    rest,
    stores,
    grants,
    roleCleanup,
    roleMove,
    locks,
    bulk,
    billing,
    sms,
    deadline,
    endingRuns,
    joining,
    isSure,
    clock,
    log,
  } = parts;
  const onError = (error: unknown) => log.warn({ cause: traceOf(error) }, 'a lease could not be kept');
  const withLease = createWithLease({ leases: stores.leases, clock, newId: randomUUID, onError });
  const registration = createRegistration({ rest, facts: stores.facts, withLease, clock, log });
  const { client, door, departures, newcomers, record, marked } = parts;
  const hearing = { client, stores, departures, newcomers, arrivals: joining.arrivals, record, marked, withLease };
  const stopListening = startListening({ ...hearing, clock, log });
  const retention = createRetention({ ...stores, goneServers: createGoneServers(rest), clock, isSure });
  const background = createBackground({ withLease, marked, clock, log });
  const work = {
    door,
    grants,
    roleCleanup,
    roleMove,
    locks,
    bulk,
    bills: billing.look,
    endings: sms.tellDue,
    deadline,
    joining,
    endingRuns,
    retention,
  };
  const chores = choresOf(work, { ...stores, clock }, discord);

  return {
    /** Begins the chores, and to register the commands. */
    start(...commands: Parameters<typeof registration.start>): void {
      for (const chore of chores) background.start(chore);
      registration.start(...commands);
    },
    /** Resolves when Discord has been told of the commands, or will be later. */
    registered: registration.settled,
    /** Waits for what is underway. */
    async stop(): Promise<void> {
      bulk.pause();
      await Promise.all([registration.stop(), stopListening(), background.stop()]);
      await joining.mentions.stop();
    },
  };
}
