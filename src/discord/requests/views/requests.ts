import { ButtonStyle, SnowflakeUtil } from 'discord.js';
import type { ProgressMade } from '../../../gate/journal/progress.ts';
import type { HelpRequest } from '../../../gate/ports.ts';
import type { Answered, Decided, HelpRequestOutcome, Pending } from '../../../gate/staff/requests.ts';
import { enumerated } from '../../../text/enumerated.ts';
import type { Text } from '../../../text/texts.ts';
import type { Route } from '../../interactions/ids.ts';
import { memberRoutes } from '../../member/ids.ts';
import { causeWords } from '../../member/views/history.ts';
import { countryLabel } from '../../ui/country.ts';
import { ago, type Button, button, colours, dated, frame, type View } from '../../ui/parts.ts';
import { asWritten, quote } from '../../ui/quote.ts';
import { requestRoutes } from '../ids.ts';
import { askStaff } from '../way.ts';

/** Room for the words, with what escaping adds: a message holds 4,000 characters, and an answer has to fit below them. */
const MOST_SHOWN = 3_000;

/** What became of asking the staff. */
export function helpRequestOutcomeView(outcome: HelpRequestOutcome, { t }: Text): View {
  switch (outcome.is) {
    case 'opened':
      return frame(colours.good, [t('request.opened')]);
    case 'alreadyOpen':
      return frame(colours.wait, [t('request.alreadyOpen', { when: dated(outcome.since) })]);
    case 'spent':
      return frame(colours.wait, [t('request.spent', { when: dated(outcome.until) })]);
    case 'wordless':
      return frame(
        colours.wait,
        [t('request.wordless')],
        [button(requestRoutes.open, t('request.button'), { primary: true })],
      );
    default:
      return frame(colours.bad, [t(`request.${outcome.is}`)]);
  }
}

/** What a member who pressed Verify has to hear first, and the way on. */
export function pendingView(pending: Pending, serverId: string, text: Text): View {
  const { t } = text;
  const goOn = button(requestRoutes.goOn, t('request.continue'));
  if (pending.is === 'asked') {
    const reply = replyButton(serverId, pending.requestId, t('request.reply'));
    return frame(colours.calm, [t('request.told.askedHere'), quote(pending.question)], [reply, goOn]);
  }
  const { is, at, reason } = pending;
  const ask = is === 'revoked' ? askStaff(text, { label: 'rules.ask' }) : [];
  return frame(
    colours.wait,
    [t(`request.told.${is}Here`, { when: dated(at) }), reasonLine(reason, { t })],
    [{ ...goOn, style: ButtonStyle.Primary }, ...ask],
  );
}

/** A question of the staff, by direct message. */
export function askedView(request: HelpRequest, question: string, server: string, { t }: Text): View {
  return frame(
    colours.calm,
    [t('request.told.asked', { server: asWritten(server) }), quote(question)],
    [replyButton(request.serverId, request.id, t('request.reply'))],
  );
}

/** The end of a request, by direct message. @param has whether Discord has given the role */
export function decisionView(answered: Decided, has: boolean, server: string, text: Text): View {
  const names = { server: asWritten(server) };
  if (answered.is === 'declined') {
    const lines = [text.t('request.told.declined', names), reasonLine(answered.reason, text)];
    return frame(colours.wait, lines);
  }
  return has
    ? frame(colours.good, [text.t('request.told.approved', names)])
    : frame(colours.wait, [text.t('request.told.approvedOwed', names)]);
}

/** What the staff see of a request besides its words. */
export interface Background {
  /** Accounts that hold the number it is about. */
  readonly holders: readonly string[];
  readonly progress: ProgressMade;
}

/** A request in the staff channel. */
export function requestView(
  request: HelpRequest,
  { holders, progress }: Background,
  text: Text,
  answered?: Answered,
): View {
  const { t } = text;
  const member = `<@${request.memberId}>`;
  const made = SnowflakeUtil.timestampFrom(request.memberId);
  return frame(
    answered ? (answered.is === 'declined' ? colours.bad : colours.good) : colours.calm,
    [
      `### ${t(`request.staff.cause.${request.cause}`, { member })}`,
      // By the units that Discord counts; the half of a character that may be left at the end goes.
      quote(request.words)
        .slice(0, MOST_SHOWN)
        .replace(/[\ud800-\udbff]$/, ''),
      numberLine(request, holders, text),
      answered ? undefined : progressLine(progress, text),
      `-# ${t('request.staff.account', { made: ago(made), asked: ago(request.at) })}`,
      answered && answeredLine(answered, text),
    ],
    answered ? [] : staffButtons(request, text),
  );
}

/** How far the member has come, without their number. */
function progressLine({ sent, delivered, wrongCodes, lastProblem }: ProgressMade, text: Text): string {
  const { t } = text;
  const parts = [
    sent > 0 ? t('request.staff.codesSent', { count: sent }) : t('request.staff.nothingSent'),
    sent > 0 && t('request.staff.codesDelivered', { count: delivered }),
    wrongCodes > 0 && t('request.staff.codesWrong', { count: wrongCodes }),
    lastProblem && t('request.staff.lastError', { why: causeWords(lastProblem, text) }),
  ];
  const said = parts.filter((part) => typeof part === 'string');
  return t('request.staff.progress', { list: enumerated(said, text) });
}

function numberLine({ phone }: HelpRequest, holders: readonly string[], text: Text): string | undefined {
  if (!phone) return undefined;
  const number = { country: countryLabel(phone.country, text), digits: phone.lastDigits };
  if (holders.length === 0) return text.t('request.staff.numberFree', number);
  const mentioned = holders.map((id) => `<@${id}>`);
  return text.t('request.staff.number', { ...number, holders: enumerated(mentioned, text) });
}

/** A request about a proven number is granted by moving the number, so that the number goes on being held by one account. */
function staffButtons({ id, phone, cause, memberId }: HelpRequest, { t }: Text): Button[] {
  const grant = phone ? ('move' as const) : ('approve' as const);
  // Whose words are about a wait or a lock may only need another try.
  const renew = cause === 'cannotVerify';
  return [
    keyed(requestRoutes[grant], id, t(`request.staff.${grant}`), ButtonStyle.Success),
    keyed(requestRoutes.decline, id, t('request.staff.decline'), ButtonStyle.Danger),
    keyed(requestRoutes.ask, id, t('request.staff.ask'), ButtonStyle.Secondary),
    ...(renew ? [keyed(requestRoutes.reset, id, t('request.staff.reset'), ButtonStyle.Secondary)] : []),
    keyed(memberRoutes.look, memberId, t('member.button.look'), ButtonStyle.Secondary),
  ];
}

function answeredLine(answered: Answered, { t }: Text): string {
  if (answered.is === 'verified') return t('request.staff.verifiedMeanwhile', { when: ago(answered.at) });
  const { is, reason, at } = answered;
  const said = { by: `<@${answered.by}>`, when: ago(at), reason: asWritten(reason ?? '') };
  if (is === 'declined')
    return t(reason === undefined ? 'request.staff.declinedBy' : 'request.staff.declinedByWhy', said);
  if (is === 'approved') return t('request.staff.approvedBy', said);
  const from = answered.from && t('request.staff.movedFrom', { from: `<@${answered.from}>` });
  return [t('request.staff.movedBy', said), from].filter(Boolean).join('\n');
}

function reasonLine(reason: string | undefined, { t }: Pick<Text, 't'>): string | undefined {
  return reason === undefined ? undefined : t('request.told.reason', { reason: asWritten(reason) });
}

function replyButton(serverId: string, id: string, label: string): Button {
  return keyed(requestRoutes.reply, `${serverId}.${id}`, label, ButtonStyle.Primary);
}

function keyed(route: Route, arg: string, label: string, style: Button['style']): Button {
  return { ...button(route, label), custom_id: route.id(arg), style };
}
