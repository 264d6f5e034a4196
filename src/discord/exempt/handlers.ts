import type { ButtonInteraction } from 'discord.js';
import { promise } from '../interactions/answers.ts';
import { dayIn } from '../interactions/day.ts';
import { textIn } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import { forAdmins } from '../setup/access.ts';
import { saveAndShow } from '../setup/changing.ts';
import { filling, opening, quotedList, type Read } from '../setup/forms.ts';
import type { SetupParts } from '../setup/parts.ts';
import { chosenRoles, saving } from '../setup/saving.ts';
import { exemptFields, exemptRoutes } from './ids.ts';
import { datesForm, datesPrefills } from './page.ts';
import { ageIn } from './reading.ts';

const PAGE = 'exempt';

/** The selects, buttons and the form of the page of who need not verify. */
export function exemptHandlers(parts: SetupParts): Pick<Handlers, 'buttons' | 'selects' | 'modals'> {
  return {
    buttons: {
      [exemptRoutes.boost.name]: forAdmins<ButtonInteraction>(async (visit) => {
        await promise(visit.interaction);
        await saveAndShow(parts, visit, PAGE, { exemptBoosters: visit.arg === 'on' });
      }),
      [exemptRoutes.dates.name]: opening(parts, datesForm),
    },
    selects: {
      [exemptRoutes.roles.name]: saving(parts, PAGE, chosenRoles, (exemptRoleIds) => ({ exemptRoleIds })),
    },
    modals: { [exemptRoutes.newDates.name]: filling(parts, readDates, datesPrefills) },
  };
}

const readDates: Read = (answers, text) => {
  const { t } = text;
  const [age, day] = [textIn(answers, exemptFields.age), textIn(answers, exemptFields.day)];
  const [days, since] = [ageIn(age, text), dayIn(day, text.locale)];
  const refused = (field: string, typed: string, news: string) => {
    return { fields: [field], typed, isRefused: true, change: {}, news: [`⚠️ ${news}`] };
  };
  const ofAge = { fields: [exemptFields.age], typed: age, change: { exemptAgeDays: days ?? 0 } };
  const ofDay = { fields: [exemptFields.day], typed: day };
  return [
    days === undefined
      ? refused(exemptFields.age, age, t('setup.exempt.badAge', { typed: quotedList([age], text) }))
      : ofAge,
    day.trim() === ''
      ? { ...ofDay, change: { clear: ['exemptJoinedBefore'] } }
      : since === undefined
        ? refused(exemptFields.day, day, t('setup.exempt.badDay', { typed: quotedList([day], text) }))
        : { ...ofDay, change: { exemptJoinedBefore: since } },
  ];
};
