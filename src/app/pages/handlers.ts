import { bulkRoutes } from '../../discord/bulk/ids.ts';
import type { BulkSteps } from '../../discord/bulk/parts.ts';
import { channelsRoutes } from '../../discord/channels/ids.ts';
import type { ChannelsParts } from '../../discord/channels/parts.ts';
import type { DoorSteps } from '../../discord/door/handlers.ts';
import { doorRoutes } from '../../discord/door/ids.ts';
import { exemptRoutes } from '../../discord/exempt/ids.ts';
import type { HistoryParts } from '../../discord/history/handlers.ts';
import { historyRoutes } from '../../discord/history/ids.ts';
import type { Route } from '../../discord/interactions/ids.ts';
import { lazily } from '../../discord/interactions/lazily.ts';
import { languageRoutes } from '../../discord/language/ids.ts';
import { listRoutes } from '../../discord/list/ids.ts';
import type { ListSteps } from '../../discord/list/parts.ts';
import { memberRoutes } from '../../discord/member/ids.ts';
import type { StaffParts } from '../../discord/member/parts.ts';
import type { NewcomersSteps } from '../../discord/newcomers/handlers.ts';
import { newcomersRoutes } from '../../discord/newcomers/ids.ts';
import { privacyRoutes } from '../../discord/privacy/ids.ts';
import type { PrivacySteps } from '../../discord/privacy/page.ts';
import { requestRoutes } from '../../discord/requests/ids.ts';
import type { RequestSteps } from '../../discord/requests/parts.ts';
import { roleRoutes } from '../../discord/roles/ids.ts';
import { setupRoutes } from '../../discord/setup/ids.ts';
import type { TimesSteps } from '../../discord/times/handlers.ts';
import { timesRoutes } from '../../discord/times/ids.ts';
import { welcomeRoutes } from '../../discord/welcome/ids.ts';

/** What the pages that few members open work with. */
export interface Pages {
  readonly staff: StaffParts;
  readonly bulk: BulkSteps;
  readonly list: ListSteps;
  readonly requests: RequestSteps;
  readonly setup: HistoryParts & ChannelsParts & DoorSteps;
  readonly newcomers: NewcomersSteps;
  readonly times: TimesSteps;
  readonly privacy: PrivacySteps;
}

type Load = Parameters<typeof lazily>[1];

/** What answers the pages that few members open. @param old answers what no page knows any more */
export function pageHandlers(pages: Pages, old: Parameters<typeof lazily>[2]) {
  const { setup } = pages;
  const page = (routes: readonly Route[] | Readonly<Record<string, Route>>, load: Load) =>
    lazily(Object.values(routes), load, old);
  return [
    page(memberRoutes, async () => (await import('../../discord/member/handlers.ts')).memberHandlers(pages.staff)),
    page(bulkRoutes, async () => (await import('../../discord/bulk/handlers.ts')).bulkHandlers(pages.bulk)),
    page(listRoutes, async () => (await import('../../discord/list/handlers.ts')).listHandlers(pages.list)),
    page(requestRoutes, async () =>
      (await import('../../discord/requests/handlers.ts')).requestHandlers(pages.requests),
    ),
    page(setupRoutes, async () => (await import('../../discord/setup/handlers.ts')).setupHandlers(setup)),
    page(doorRoutes, async () => (await import('../../discord/door/handlers.ts')).doorHandlers(setup)),
    page(exemptRoutes, async () => (await import('../../discord/exempt/handlers.ts')).exemptHandlers(setup)),
    page(channelsRoutes, async () => (await import('../../discord/channels/handlers.ts')).channelsHandlers(setup)),
    page(roleRoutes, async () => (await import('../../discord/roles/handlers.ts')).rolesHandlers(setup)),
    page(historyRoutes, async () => (await import('../../discord/history/handlers.ts')).historyHandlers(setup)),
    page(welcomeRoutes, async () => (await import('../../discord/welcome/handlers.ts')).welcomeHandlers(setup)),
    page(languageRoutes, async () => (await import('../../discord/language/handlers.ts')).languageHandlers(setup)),
    page(timesRoutes, async () => (await import('../../discord/times/handlers.ts')).timesHandlers(pages.times)),
    page(newcomersRoutes, async () =>
      (await import('../../discord/newcomers/handlers.ts')).newcomersHandlers(pages.newcomers),
    ),
    page(privacyRoutes, async () => (await import('../../discord/privacy/handlers.ts')).privacyHandlers(pages.privacy)),
  ];
}
