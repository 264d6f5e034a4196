import type { Clock } from '../../clock.ts';
import type { Locks } from '../../discord/channels/locks/locks.ts';
import type { Languages } from '../../discord/language/languages.ts';
import type { SwitchedIntent } from '../../discord/preflight/obstacles.ts';
import type { Preflight } from '../../discord/preflight/preflight.ts';
import type { FeaturePages, PageContent } from '../../discord/setup/pages.ts';
import type { Stores } from '../../storage/stores.ts';
import type { Texts } from '../../text/texts.ts';
import type { Joining } from '../members/joining.ts';

interface FeatureParts {
  readonly stores: Pick<Stores, 'settingsHistory' | 'openings'>;
  readonly joining: Joining;
  readonly intents: readonly SwitchedIntent[];
  readonly locks: Locks;
  readonly preflight: Pick<Preflight, 'look'>;
  readonly languages: Languages;
  readonly texts: Texts;
  readonly clock: Clock;
}

/** The pages of `/setup` that features bring, each loaded when it is opened. */
export const featurePages = ({
  stores,
  joining,
  intents,
  clock,
  locks,
  preflight,
  ...words
}: FeatureParts): FeaturePages => ({
  roles: opened(async () => (await import('../../discord/roles/page.ts')).rolesPage),
  exempt: opened(async () => (await import('../../discord/exempt/page.ts')).exemptPage),
  door: opened(async () => (await import('../../discord/door/page.ts')).doorPage({ openings: stores.openings, clock })),
  times: opened(async () => (await import('../../discord/times/page.ts')).timesPage(intents.includes('members'))),
  members: opened(async () => (await import('../../discord/bulk/page.ts')).membersPage),
  newcomers: opened(async () =>
    (await import('../../discord/newcomers/page.ts')).newcomersPage({ ...joining, intents, clock }),
  ),
  welcome: opened(async () => (await import('../../discord/welcome/page.ts')).welcomePage(preflight)),
  language: opened(async () => (await import('../../discord/language/page.ts')).languagePage(words)),
  history: opened(async () => (await import('../../discord/history/page.ts')).historyPage(stores.settingsHistory)),
  channels: opened(async () => (await import('../../discord/channels/views/page.ts')).channelsPage(locks, intents)),
});

const opened =
  (load: () => Promise<PageContent>): PageContent =>
  async (state, words) =>
    (await load())(state, words);
