import { listRoutes } from '../list/ids.ts';
import type { PageContent } from '../setup/pages.ts';
import { press, section } from '../setup/views/controls.ts';
import { bulkRoutes } from './ids.ts';

/** What `/setup` has for members who are there: the ways to what many are done with. */
export const membersPage: PageContent = (_, { t }) => [
  section(
    `**${t('bulk.title')}**\n${t('bulk.intro')}\n-# ${t('bulk.command')}`,
    press(bulkRoutes.open, 'members', t('bulk.open')),
  ),
  section(
    `**${t('list.title')}**\n${t('list.intro')}\n-# ${t('list.command')}`,
    press(listRoutes.open, 'members', t('list.open')),
  ),
];
