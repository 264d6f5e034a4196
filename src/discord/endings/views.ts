import type { EndingAct } from '../../gate/endings/ending.ts';
import type { Text } from '../../text/texts.ts';
import { colours, dated, frame, type View } from '../ui/parts.ts';
import { asWritten } from '../ui/quote.ts';

/** What a letter is about. */
interface Letter {
  readonly server: string;
  /** Where the notice with the Verify button stands. */
  readonly channelId?: string | undefined;
  readonly wasLetIn: boolean;
}

/** A direct message about the end of a verification: the reminder, the last notice, or that it is over. */
export function endingLetter(act: EndingAct, { server, channelId, wasLetIn }: Letter, { t }: Text): View {
  const how = channelId === undefined ? t('ending.byCommand') : t('ending.how', { channel: `<#${channelId}>` });
  const name = asWritten(server);
  if (act.is === 'end')
    return frame(colours.wait, [`### ${t('ending.over.title', { server: name })}`, t('ending.over.body'), how]);
  const params = { server: name, when: dated(act.until) };
  const kind = wasLetIn ? 'letIn' : act.is;
  return frame(act.is === 'remind' ? colours.calm : colours.wait, [
    `### ${t(`ending.${kind}.title`, params)}`,
    t(wasLetIn && act.is === 'remind' ? 'ending.letIn.bodyUntil' : `ending.${kind}.body`, params),
    how,
  ]);
}

/** Tells the staff how many verifications have ended. */
export function endedSum(count: number, { t }: Text): View {
  return frame(colours.calm, [t('ending.sum', { count })]);
}
