import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import { createDownload } from '../discord/bulk/download.ts';
import { createBulkNews } from '../discord/bulk/news.ts';
import { createBulkSight } from '../discord/bulk/sight.ts';
import { createBulk } from '../gate/bulk/bulk.ts';
import type { Gate, GateParts } from './gate.ts';

type BulkParts = Pick<Gate, 'languages' | 'grants' | 'departures'> &
  Pick<GateParts, 'rest' | 'stores' | 'clock' | 'log'>;

/** Where Discord keeps the files that people give with a form. */
const FILES = 'https://cdn.discordapp.com';

/** What verifies many members, and what its screen works with. */
export async function openBulk({ discord, proxies }: Config, parts: BulkParts) {
  const { rest, stores, clock } = parts;
  const lists = discord.intents.includes('members');
  const news = createBulkNews({ ...parts, settings: stores.settings });
  const bulk = createBulk({
    ...parts,
    ...stores,
    runs: stores.bulkRuns,
    sight: createBulkSight(rest, lists, clock),
    onEnd: (run, is) => void news(run, is),
  });
  const fetchFile = proxies ? (await import('../network/agent.ts')).fetchThrough(proxies) : fetch;
  // Another Discord, such as the sandbox's, keeps its files next to its API.
  const origin = discord.apiUrl === undefined ? FILES : new URL(discord.apiUrl).origin;
  const download = createDownload(fetchFile, origin);
  return { bulk, bulkSteps: { bulkRuns: stores.bulkRuns, lists, news, download, newId: randomUUID, clock } };
}

export type OpenBulk = Awaited<ReturnType<typeof openBulk>>;
