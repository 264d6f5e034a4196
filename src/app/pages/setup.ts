import type { Clock } from '../../clock.ts';
import { membersPage } from '../../discord/bulk/page.ts';
import type { Locks } from '../../discord/channels/locks/locks.ts';
import { doorPage } from '../../discord/door/page.ts';
import { exemptPage } from '../../discord/exempt/page.ts';
import { historyPage } from '../../discord/history/page.ts';
import type { Languages } from '../../discord/language/languages.ts';
import { languagePage } from '../../discord/language/page.ts';
import { newcomersPage } from '../../discord/newcomers/page.ts';
import type { SwitchedIntent } from '../../discord/preflight/obstacles.ts';
import type { Preflight } from '../../discord/preflight/preflight.ts';
import { rolesPage } from '../../discord/roles/page.ts';
import type { FeaturePages, PageContent } from '../../discord/setup/pages.ts';
import { timesPage } from '../../discord/times/page.ts';
import { welcomePage } from '../../discord/welcome/page.ts';
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

/** The pages of `/setup` that features bring. */
export const featurePages = ({
  stores,
  joining,
  intents,
  clock,
  locks,
  preflight,
  ...words
}: FeatureParts): FeaturePages => ({
  roles: rolesPage,
  exempt: exemptPage,
  door: doorPage({ openings: stores.openings, clock }),
  times: timesPage(intents.includes('members')),
  members: membersPage,
  newcomers: newcomersPage({ ...joining, intents, clock }),
  welcome: welcomePage(preflight),
  language: languagePage(words),
  history: historyPage(stores.settingsHistory),
  channels: channelsPage({ locks, intents }),
});

/** The page of channels, loaded when it is opened. */
function channelsPage({ locks, intents }: Pick<FeatureParts, 'locks' | 'intents'>): PageContent {
  return async (state, words) =>
    (await import('../../discord/channels/views/page.ts')).channelsPage(locks, intents)(state, words);
}
