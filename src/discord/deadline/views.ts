import type { Ms } from '../../clock.ts';
import type { Text } from '../../text/texts.ts';
import { route } from '../interactions/ids.ts';
import { button, colours, dated, frame, type View } from '../ui/parts.ts';
import { asWritten } from '../ui/quote.ts';

/** The staff's answers. The instant at which they were asked follows the route. */
export const deadlineRoutes = {
  list: route('deadline', 'list'),
  remove: route('deadline', 'remove'),
  hold: route('deadline', 'hold'),
} as const;

interface Notice {
  readonly until: Ms;
  readonly server: string;
  /** Where the notice with the Verify button stands. */
  readonly channelId?: string;
}

/** A direct message about the deadline: the reminder, or the last notice. */
export function reminderView(is: 'remind' | 'warn', { until, server, channelId }: Notice, { t }: Text): View {
  const how =
    channelId === undefined ? t('deadline.byCommand') : t('deadline.inChannel', { channel: `<#${channelId}>` });
  const params = { server: asWritten(server), when: dated(until) };
  return is === 'remind'
    ? frame(colours.calm, [`### ${t('deadline.remind.title', params)}`, t('deadline.remind.body', params), how])
    : frame(colours.wait, [`### ${t('deadline.warn.title', params)}`, t('deadline.warn.body', params), how]);
}

interface Asking {
  readonly count: number;
  readonly days: number;
  readonly askedAt: Ms;
}

/** Buttons of the question: nobody is removed whose name nobody has seen. */
function answerButtons(askedAt: Ms, isShown: boolean, { t }: Text) {
  const arg = String(askedAt);
  return [
    button(deadlineRoutes.list, t('deadline.ask.list'), { arg, primary: !isShown }),
    button(deadlineRoutes.remove, t('deadline.ask.remove'), { arg, disabled: !isShown }),
    button(deadlineRoutes.hold, t('deadline.ask.hold'), { arg, primary: isShown }),
  ];
}

/** Asks the staff whether to remove so many members. */
export function askView({ count, days, askedAt }: Asking, text: Text, isShown = false): View {
  const { t } = text;
  const lines = [
    `### ${t('deadline.ask.title', { count })}`,
    t('deadline.ask.body', { count: days }),
    t('deadline.ask.next'),
  ];
  return frame(colours.wait, lines, answerButtons(askedAt, isShown, text));
}

/** Nobody is removed before somebody has looked at the list: the question stays. */
export function unseenView(sentence: string, askedAt: Ms, text: Text): View {
  return frame(colours.wait, [sentence], answerButtons(askedAt, false, text));
}

/** The question with its answer, in its place. */
export function answeredView(sentence: string): View {
  return frame(colours.calm, [sentence]);
}
