import { GRACE } from '../../gate/endings/ending.ts';
import type { PageContent } from '../setup/pages.ts';
import { press, section, text } from '../setup/views/controls.ts';
import { timesRoutes } from './ids.ts';

const DAY = 24 * 60 * 60_000;

/** What ends by itself: verifications, and the time to verify. @param listsMembers whether Discord lists the members to this bot */
export function timesPage(listsMembers: boolean): PageContent {
  return ({ settings }, { t }) => {
    const { endsAfter, deadlineDays } = settings;
    const ending = endsAfter ? t('times.ending.on', { count: endsAfter.months }) : t('times.ending.off');
    const deadline = deadlineDays > 0 ? t('setup.limits.deadline', { count: deadlineDays }) : t('times.deadline.off');
    return [
      section(
        [`**${t('times.ending.title')}**`, ending, `-# ${t('times.ending.hint', { days: GRACE / DAY })}`].join('\n'),
        press(timesRoutes.change, 'times', t('times.change')),
      ),
      text(
        [`**${t('times.deadline.title')}**`, deadline, `-# ${t('times.deadline.hint')}`].join('\n'),
        ...(listsMembers ? [] : [`⚠️ ${t('times.deadline.needsIntent')}`]),
      ),
    ];
  };
}
