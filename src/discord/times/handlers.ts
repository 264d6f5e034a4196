import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Endings } from '../../gate/endings/store.ts';
import { settingLimits } from '../../gate/settings/changes.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { plain } from '../../otp/number/plain.ts';
import type { Deadline } from '../deadline/deadline.ts';
import { answer, answerWithFiles, openForm, promise, promiseBeside } from '../interactions/answers.ts';
import { markOf } from '../interactions/ids.ts';
import { textIn } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Visit } from '../interactions/visit.ts';
import { forAdmins } from '../setup/access.ts';
import { saveAndShow } from '../setup/changing.ts';
import type { SetupParts } from '../setup/parts.ts';
import { showScreen } from '../setup/screen.ts';
import { fileView } from '../ui/files.ts';
import { type Plan, planIn, timesFields, timesRoutes } from './ids.ts';
import { changeOf, createPreviews, isTighter } from './preview.ts';
import { previewView, timesForm, timesPrefills } from './views.ts';

export interface TimesSteps extends SetupParts {
  readonly endings: Endings;
  readonly deadline: Pick<Deadline, 'preview'>;
}

/** The page with what ends by itself: a change that takes something from members is shown before it is saved. */
export function timesHandlers(parts: TimesSteps): Pick<Handlers, 'buttons' | 'modals'> {
  const previews = createPreviews(parts);

  const planned = (step: (visit: Visit<ButtonInteraction>, plan: Plan) => Promise<void>) =>
    forAdmins<ButtonInteraction>(async (visit) => {
      const plan = planIn(visit.arg);
      if (plan) return step(visit, plan);
      await promise(visit.interaction);
      await showScreen(parts, visit, 'times');
    });

  const save = planned(async (visit, plan) => {
    await promise(visit.interaction);
    const server = await parts.editor.load(visit.who.serverId);
    await saveAndShow(parts, visit, 'times', changeOf(plan, server, parts.clock.now()));
  });

  const list = planned(async (visit, plan) => {
    const { interaction, who, text } = visit;
    await promiseBeside(interaction);
    const server = await parts.editor.load(who.serverId);
    const { lines, files } = await previews.names(who.serverId, server, plan, text);
    await answerWithFiles(interaction, fileView(lines, files), files);
  });

  return {
    buttons: {
      [timesRoutes.change.name]: forAdmins<ButtonInteraction>(async (visit) => {
        await openForm(visit, timesForm(await parts.editor.load(visit.who.serverId), visit.text));
      }),
      [timesRoutes.back.name]: forAdmins<ButtonInteraction>(async (visit) => {
        await promise(visit.interaction);
        await showScreen(parts, visit, 'times');
      }),
      [timesRoutes.save.name]: save,
      [timesRoutes.list.name]: list,
    },
    modals: {
      [timesRoutes.form.name]: forAdmins<ModalSubmitInteraction>((visit) => fillIn(parts, previews, visit)),
    },
  };
}

/** The form was sent: what takes something from members is shown first, the rest is saved at once. */
async function fillIn(
  parts: TimesSteps,
  previews: ReturnType<typeof createPreviews>,
  visit: Visit<ModalSubmitInteraction>,
): Promise<void> {
  const { interaction, who, text, drafts, arg = '' } = visit;
  await promise(interaction);
  const server = await parts.editor.load(who.serverId);
  const typed = [textIn(interaction.fields, timesFields.months), textIn(interaction.fields, timesFields.deadline)];
  const [months, days] = meant(typed, arg.split('~'), server);
  const wrong = [
    ...(isWithin(months, settingLimits.endingMonths.most)
      ? []
      : [text.t('setup.refused.endsAfter', settingLimits.endingMonths)]),
    ...(isWithin(days, settingLimits.deadlineDays.most)
      ? []
      : [text.t('setup.refused.deadlineDays', settingLimits.deadlineDays)]),
  ];
  if (wrong.length > 0) {
    drafts.keep(who, interaction);
    return showScreen(
      parts,
      visit,
      'times',
      wrong.map((line) => `⚠️ ${line}`),
    );
  }
  const plan = { ...(months !== undefined && { months }), ...(days !== undefined && { days }) };
  const now = parts.clock.now();
  if (!isTighter(plan, server)) return saveAndShow(parts, visit, 'times', changeOf(plan, server, now));
  await answer(interaction, previewView(await previews.of(who.serverId, server, plan), now, text));
}

/** What was meant by each field: nothing, where it holds what it was filled in with, or what is set now. `NaN` is no number. */
function meant(typed: readonly string[], marks: readonly string[], server: ServerSettings): (number | undefined)[] {
  const now = timesPrefills(server);
  return typed.map((words, index) => {
    const value = plain(words) === '' ? '0' : plain(words);
    if (markOf(words) === marks[index] || value === now[index]) return undefined;
    return /^\d+$/.test(value) ? Number(value) : Number.NaN;
  });
}

const isWithin = (value: number | undefined, most: number) => value === undefined || (value >= 0 && value <= most);
