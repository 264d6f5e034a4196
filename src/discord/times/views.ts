import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Ms } from '../../clock.ts';
import { GRACE } from '../../gate/endings/ending.ts';
import { settingLimits } from '../../gate/settings/changes.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import type { Text } from '../../text/texts.ts';
import { markOf } from '../interactions/ids.ts';
import { button, colours, dated, frame, type View } from '../ui/parts.ts';
import { type Plan, planArg, timesFields, timesRoutes } from './ids.ts';

/** What stands in the form, a field each. */
export const timesPrefills = ({ endsAfter, deadlineDays }: ServerSettings): readonly [string, string] => [
  String(endsAfter?.months ?? 0),
  String(deadlineDays),
];

/** Asks after how many months verifications end, and for the deadline. */
export function timesForm(settings: ServerSettings, { t }: Text): APIModalInteractionResponseCallbackData {
  const [months, days] = timesPrefills(settings);
  const field = (custom_id: string, value: string, name: string, description: string) =>
    ({
      type: ComponentType.Label,
      label: name,
      description,
      component: {
        type: ComponentType.TextInput,
        custom_id,
        style: TextInputStyle.Short,
        max_length: 20,
        required: false,
        value,
      },
    }) as const;
  const { endingMonths, deadlineDays } = settingLimits;
  return {
    custom_id: timesRoutes.form.id([months, days].map(markOf).join('~')),
    title: t('times.title'),
    components: [
      field(timesFields.months, months, t('times.monthsField'), t('times.monthsHint', { most: endingMonths.most })),
      field(
        timesFields.deadline,
        days,
        t('setup.limits.deadlineField'),
        t('times.daysHint', { most: deadlineDays.most }),
      ),
    ],
  };
}

/** What a change would mean. */
export interface Preview {
  readonly plan: Plan;
  /** Of verifications: how many would end at once after the grace, how many have an end in all, and when the first roles would go. */
  readonly ending?: { readonly now: number; readonly inAll: number; readonly firstAt?: Ms };
  /** Of the deadline: how many it would reach, and when the first could be removed. */
  readonly deadline?:
    | { readonly is: 'reach'; readonly count: number; readonly at: Ms }
    | { readonly is: 'mayNotKick' | 'unlisted' };
}

/** Says what would happen before anything is saved. Nothing is saved yet. */
export function previewView({ plan, ending, deadline }: Preview, now: Ms, { t }: Text): View {
  const arg = planArg(plan);
  const hasNames = (ending?.now ?? 0) > 0 || (deadline?.is === 'reach' && deadline.count > 0);
  const lines = [
    `### ${t('times.preview.title')}`,
    ending && t('times.preview.months', { count: plan.months ?? 0 }),
    ending && ending.now > 0 ? t('times.preview.endNow', { count: ending.now, when: dated(now + GRACE) }) : undefined,
    ending && ending.now < ending.inAll ? laterWords(ending, { t }) : undefined,
    ending && ending.inAll === 0 ? t('times.preview.endNobody') : undefined,
    deadline && deadlineWords(deadline, plan, { t }),
    t('times.preview.notYet'),
  ];
  return frame(colours.wait, lines, [
    button(timesRoutes.save, t('times.save'), { arg, primary: true }),
    ...(hasNames ? [button(timesRoutes.list, t('times.list'), { arg })] : []),
    button(timesRoutes.back, t('times.back')),
  ]);
}

type Words = Pick<Text, 't'>;

function laterWords({ now, inAll, firstAt }: NonNullable<Preview['ending']>, { t }: Words): string {
  const count = inAll - now;
  if (now > 0 || firstAt === undefined) return t('times.preview.endLater', { count });
  return t('times.preview.endFirst', { count, when: dated(firstAt) });
}

function deadlineWords(deadline: NonNullable<Preview['deadline']>, { days = 0 }: Plan, { t }: Words): string {
  if (deadline.is !== 'reach') return t(`times.preview.${deadline.is}`);
  const { count, at } = deadline;
  return count === 0
    ? t('times.preview.reachNobody', { days })
    : t('times.preview.reach', { count, days, when: dated(at) });
}
