import { z } from 'zod';
import type { Shards } from '../config/shards.ts';
import { type Finding, note, ok } from './finding.ts';

const Gateway = z.object({ shards: z.number() });

/** Compares the shards of this process with what Discord recommends. @param answer to `GET /gateway/bot`, if there is one */
export function describeShards(answer: unknown, shards: Shards | undefined): Finding[] {
  const recommended = Gateway.safeParse(answer).data?.shards;
  if (recommended === undefined) return [];
  if (!shards) return [ok(`Discord recommends ${counted(recommended)}; this process uses that many.`)];
  const { ids, count } = shards;
  const own = `This process has ${counted(ids.length)} of ${count}`;
  if (count >= recommended) return [ok(`${own}; Discord recommends ${recommended}.`)];
  const todo = `Set SHARD_COUNT to ${recommended} for every process: Discord turns away shards that have too many servers.`;
  return [note(`${own}, but Discord recommends ${recommended}.`, todo)];
}

const counted = (shards: number) => (shards === 1 ? '1 shard' : `${shards} shards`);
