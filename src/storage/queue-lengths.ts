import type { Kysely } from 'kysely';
import type { QueueLengths } from '../gate/ports.ts';
import type { Tables } from './sql/schema.ts';

/** Counts what waits. What is owed has an index of its own, and answered requests are gone, so neither grows with the roster. */
export function createQueueLengths(db: Kysely<Tables>): QueueLengths {
  return async () => {
    const roles = db.selectFrom('roster').where('granted_at', 'is', null);
    const requests = db.selectFrom('help_requests');
    const [rolesOwed, requestsOpen] = await Promise.all([
      roles.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
      requests.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
    ]);
    return { rolesOwed: Number(rolesOwed.count), requestsOpen: Number(requestsOpen.count) };
  };
}
