import type { REST } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { BulkRuns } from '../../gate/bulk/runs.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import type { Log } from '../../log.ts';
import type { Preflight } from '../preflight/preflight.ts';
import type { createDownload } from './download.ts';
import type { BulkNews } from './news.ts';

/** What verifying many works with. */
export interface BulkSteps {
  readonly bulkRuns: BulkRuns;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly preflight: Pick<Preflight, 'look'>;
  readonly rest: REST;
  /** Whether Discord lists members to the bot. */
  readonly lists: boolean;
  readonly download: ReturnType<typeof createDownload>;
  readonly news: BulkNews;
  readonly newId: () => string;
  readonly clock: Clock;
  readonly log: Log;
}
