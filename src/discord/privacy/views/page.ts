import { ComponentType } from 'discord.js';
import type { Ms } from '../../../clock.ts';
import type { OnList } from '../../../gate/bulk/runs.ts';
import type { Remaining } from '../../../gate/endings/ending.ts';
import type { Block, HelpRequest, JournalEntry, PastNumber, PendingRole, RosterEntry } from '../../../gate/ports.ts';
import { isEmpty, type MemberData } from '../../../gate/privacy/privacy.ts';
import { RETENTION } from '../../../gate/privacy/retention.ts';
import { KEPT_BYPASS } from '../../../gate/roles/given.ts';
import type { SettingsEntry } from '../../../gate/settings/history.ts';
import type { PanelState } from '../../../otp/panel-state.ts';
import { enumerated } from '../../../text/enumerated.ts';
import { sentences } from '../../../text/sentences.ts';
import type { Text } from '../../../text/texts.ts';
import { actor, eventLine } from '../../member/views/history.ts';
import { exemptWords } from '../../member/views/member.ts';
import { countryLabel } from '../../ui/country.ts';
import { button, colours, dated, frame, type View } from '../../ui/parts.ts';
import { quoted } from '../../ui/quote.ts';
import { roleList } from '../../ui/roles.ts';
import { remainingWords } from '../../verify/again/views.ts';
import { privacyRoutes } from '../ids.ts';

/** Letters of somebody's words on the page; the whole of them is in the download. */
const GLIMPSE = 60;
/** How many blocks and looks are listed, and letters of events; Discord shows 4,000 letters in all. */
const LISTED = 3;
const ROOM_FOR_EVENTS = 600;
const DAY = 24 * 60 * 60_000;

/** Nothing is kept of the member who asked. */
export function nothingView(
  text: Text,
  { past, pendingRoles, numberOnlySince, changes }: Partial<MemberData> = {},
): View {
  return frame(colours.calm, [
    text.t('privacy.nothing'),
    ...numberOnlyLines(numberOnlySince, text),
    ...pendingLines(pendingRoles, text),
    ...pastLines(past, text),
    ...changeLines(changes, text),
  ]);
}

/** What is kept of the member who asked, in words, with what they can do about it. */
export function pageView(data: MemberData, text: Text, remaining?: Remaining): View {
  if (isEmpty(data)) return nothingView(text, data);
  const { t } = text;
  const looks = data.events.filter((event) => event.what === 'lookedUp');
  return frame(
    colours.calm,
    [
      `### ${t('privacy.title')}`,
      [...statusLines(data, text), ...(remaining ? [remainingWords(remaining, text)] : [])].join('\n'),
      eventLines(
        data.events.filter(({ what }) => what !== 'lookedUp'),
        text,
      ),
      lookLines(looks, text),
      t('privacy.told', { days: RETENTION.events / DAY }),
    ],
    [button(privacyRoutes.download, t('privacy.download')), button(privacyRoutes.delete, t('privacy.delete'))],
  );
}

/** All of it as a file. @param name of the file that is attached */
export function downloadView(name: string, { t }: Text): View {
  const [container] = frame(colours.calm, [t('privacy.file')]).components;
  const file = { type: ComponentType.File, file: { url: `attachment://${name}` } } as const;
  return { components: container ? [container, file] : [file] };
}

function statusLines(
  { entry, standing, proven, request, lists, blocks, past, pendingRoles, numberOnlySince, changes }: MemberData,
  text: Text,
): string[] {
  const { t } = text;
  const more = blocks.length - LISTED;
  return [
    ...(entry ? verifiedLines(entry, text) : [t('privacy.verified.none')]),
    ...(standing ? [challengeLine(standing, text)] : []),
    ...(proven ? [t('privacy.proven', numberWords(proven, text))] : []),
    ...(request ? [requestLine(request, text)] : []),
    ...listLines(lists, text),
    ...blocks.slice(0, LISTED).map((block) => blockLine(block, text)),
    ...(more > 0 ? [t('privacy.more', { count: more })] : []),
    ...pendingLines(pendingRoles, text),
    ...numberOnlyLines(numberOnlySince, text),
    ...pastLines(past, text),
    ...changeLines(changes, text),
  ];
}

/** Roles by what is still to happen to them. */
function pendingLines(pending: readonly PendingRole[] = [], words: Text): string[] {
  const { t } = words;
  return (['take', 'giveBack'] as const).flatMap((act) => {
    const roles = pending.filter((one) => one.act === act).map(({ roleId }) => roleList([roleId], words));
    const shown = [...roles.slice(0, LISTED), ...(roles.length > LISTED ? ['…'] : [])];
    return roles.length === 0 ? [] : [t(`privacy.pending.${act}`, { roles: enumerated(shown, words) })];
  });
}

const numberOnlyLines = (since: Ms | undefined, { t }: Text): string[] =>
  since === undefined ? [] : [t('privacy.numberOnly', { when: dated(since) })];

/** The number that was held last, which says it of all before. */
const pastLines = (past: readonly PastNumber[] = [], { t }: Text): string[] =>
  past.slice(-1).map(({ leftAt }) => t('privacy.past', { when: dated(leftAt) }));

/** That they changed settings, which Delete leaves: nobody must be able to take over a server and then wipe the trace. */
function changeLines(changes: readonly SettingsEntry[] = [], { t }: Text): string[] {
  const [last] = changes;
  return last ? [t('privacy.changes', { count: changes.length, when: dated(last.at) })] : [];
}

function verifiedLines(entry: RosterEntry, text: Text): string[] {
  const { t } = text;
  const { phone, lineKind, approval, exempt, letIn, verifiedAt } = entry;
  const since = dated(verifiedAt);
  const role = roleLine(entry, text);
  if (phone) {
    const kind = lineKind && t('privacy.lineKind', { kind: t(`setup.lines.${lineKind}`) });
    const number = [t('privacy.number', numberWords(phone, text)), ...(kind ? [kind] : [])];
    return [t('privacy.verified.number', { when: since }), ...number, role];
  }
  if (exempt) return [t('privacy.verified.exempt', { when: since, why: exemptWords(exempt, text) }), role];
  const { by, reason } = approval ?? letIn;
  const words = { when: since, by: actor(by, text), reason: quoted(reason, text, GLIMPSE) };
  return [t(`privacy.verified.${approval ? 'hand' : 'letIn'}`, words), role];
}

/** The roles that they were given; of a grant underway, those that they may have by now. */
function roleLine({ grantedAt, givenRoleIds = [] }: RosterEntry, text: Text): string {
  const { t } = text;
  const given = givenRoleIds.filter((id) => id !== KEPT_BYPASS);
  const roles = given.length > 0 && t('privacy.role.which', { roles: roleList(given, text) });
  const when = grantedAt === undefined ? t('privacy.role.owed') : t('privacy.role.given', { when: dated(grantedAt) });
  return sentences([when, roles], text);
}

const numberWords = ({ country, lastDigits }: { country: string; lastDigits: string }, text: Text) => ({
  country: countryLabel(country, text),
  digits: lastDigits,
});

const challengeLine = ({ country, phone }: PanelState, text: Text) =>
  text.t('privacy.challenge', numberWords({ country, lastDigits: phone.slice(-2) }, text));

const requestLine = ({ at, words }: HelpRequest, text: Text) =>
  text.t('privacy.request', { when: dated(at), words: quoted(words, text, GLIMPSE) });

/** The last list that names them, which says it of all; the whole of it is in the download. */
const listLines = (lists: readonly OnList[], text: Text): string[] =>
  lists.slice(0, 1).map(({ by, at }) => text.t('privacy.list', { by: actor(by, text), when: dated(at) }));

/** A block, with why and until when. */
export function blockLine(block: Block, text: Text): string {
  const { until, by, reason } = block;
  const said = { ...numberWords(block, text), by: actor(by, text), reason: quoted(reason, text, GLIMPSE) };
  return until === undefined
    ? text.t('privacy.block', said)
    : text.t('privacy.blockUntil', { ...said, when: dated(until) });
}

function eventLines(events: readonly JournalEntry[], text: Text): string | undefined {
  const { t } = text;
  if (events.length === 0) return undefined;
  const shown: string[] = [];
  let room = ROOM_FOR_EVENTS;
  for (const event of events) {
    const line = eventLine(event, text);
    room -= line.length;
    if (room < 0) break;
    shown.push(line);
  }
  const more = events.length - shown.length;
  return [`**${t('privacy.events')}**`, ...shown, ...(more > 0 ? [t('privacy.more', { count: more })] : [])].join('\n');
}

function lookLines(looks: readonly Extract<JournalEntry, { what: 'lookedUp' }>[], text: Text): string {
  const { t } = text;
  if (looks.length === 0) return t('privacy.notLooked');
  const shown = looks.slice(0, LISTED).map(({ at, by }) => `- ${dated(at)} · ${actor(by ?? '', text)}`);
  const more = looks.length - shown.length;
  return [`**${t('privacy.looked')}**`, ...shown, ...(more > 0 ? [t('privacy.more', { count: more })] : [])].join('\n');
}
