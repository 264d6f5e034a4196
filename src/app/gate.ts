import { randomUUID } from 'node:crypto';
import type { REST } from 'discord.js';
import type { Clock } from '../clock.ts';
import { createLocks } from '../discord/channels/locks/locks.ts';
import { createDoorSaying } from '../discord/door/saying.ts';
import { createSettingsNews } from '../discord/history/news.ts';
import { createLanguages } from '../discord/language/languages.ts';
import { createNoticeDrawing } from '../discord/notice/drawing.ts';
import { createWithdrawal } from '../discord/privacy/withdraw.ts';
import { createRequestBoard } from '../discord/requests/board.ts';
import { createServers } from '../discord/rest/servers.ts';
import { createStaffChannel } from '../discord/staff-channel/channel.ts';
import { createBilling } from '../gate/journal/billing.ts';
import { createHearing } from '../gate/journal/delivery-reports.ts';
import { createRecorder, type RecorderParts } from '../gate/journal/recorder.ts';
import { createDoor } from '../gate/passes/door.ts';
import { createLastRead } from '../gate/roster/last-read.ts';
import { createSettingsEditor, type EditorParts } from '../gate/settings/editor.ts';
import { namesIn, type SettingName } from '../gate/settings/history.ts';
import { createMembers } from '../gate/staff/members.ts';
import { createHelpDesk } from '../gate/staff/requests.ts';
import type { Counters } from '../limits/counters.ts';
import { createStepLog } from '../log/step-log.ts';
import { traceOf } from '../log/trace.ts';
import type { Log } from '../log.ts';
import type { KeyRing } from '../otp/pepper.ts';
import type { Texts } from '../text/texts.ts';
import type { openCarrier } from './carrier.ts';
import { openGrants } from './grants.ts';
import type { SharedStores } from './own-stores.ts';
import type { createProving } from './proving.ts';
import { openRoles } from './roles.ts';

export interface GateParts extends Pick<ReturnType<typeof createProving>, 'budgets' | 'verifier'> {
  readonly rest: REST;
  readonly stores: SharedStores;
  readonly counters: Counters;
  readonly peppers: KeyRing;
  readonly sms: ReturnType<typeof openCarrier>['sms'];
  /** Shows members what has changed. */
  readonly panels: { readonly refresh: Parameters<typeof createHearing>[0]['redraw'] };
  /** The metrics, where there are any. */
  readonly watch: { readonly stepped: NonNullable<RecorderParts['metrics']> } | undefined;
  readonly texts: Texts;
  readonly botId: () => string;
  /** Whether the time may be believed. */
  readonly isSure: () => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What changes a posted notice by itself; what is posted by a press, an admin sees first. */
const onNotice: ReadonlySet<SettingName> = new Set(['staffChannelId', 'language']);

export type Gate = ReturnType<typeof openGate>;

/** Everything that knows who is admitted, gives and takes their roles, and tells the staff. */
export function openGate(parts: GateParts) {
  const { rest, stores, counters, budgets, verifier, peppers, sms, texts, clock, log } = parts;
  const { settings, journal } = stores;
  const servers = createServers(rest, clock);
  const languages = createLanguages({ texts, settings, servers, lastRead: createLastRead(stores), clock });
  const { roles, onKept, onMissing, lent, twoFactor } = openRoles({ ...parts, settings, servers, languages });
  const staffChannel = createStaffChannel({ rest, settings, languages, clock, log });
  const settingsNews = createSettingsNews({ rest, languages, clock, log });
  const drawNotice = createNoticeDrawing({ ...stores, rest, languages, clock });
  // A notice that is gone is named in `/setup`.
  const notDrawn = (error: unknown) => log.info({ cause: traceOf(error) }, 'the notice could not be redrawn');
  const onChanged: EditorParts['onChanged'] = (entry, now) => {
    languages.heard(entry.serverId, now);
    settingsNews.tell(entry, now);
    if (namesIn(entry).some((name) => onNotice.has(name))) void drawNotice(entry.serverId).catch(notDrawn);
  };
  const editor = createSettingsEditor({ store: settings, clock, onChanged });
  const stepLog = createStepLog({ log, clock, pepper: peppers.current });
  const onError = (error: unknown) => log.warn({ cause: traceOf(error) }, 'the journal could not be written');
  const hearers = { journal, staff: staffChannel.tell, log: stepLog, metrics: parts.watch?.stepped };
  const record = createRecorder({ ...hearers, clock, onError });
  const heard = createHearing({ verifier, record, redraw: parts.panels.refresh });
  const billing = createBilling({ journal, sms, heard, clock });
  const giving = openGrants({ stores, roles, onKept, onMissing, record, clock, log });
  const members = createMembers({ ...stores, ...giving, verifier, record, clock });
  const board = createRequestBoard({ ...stores, rest, languages, clock, log });
  const withdraw = createWithdrawal(rest, log);
  const helpDesk = createHelpDesk({
    ...stores,
    withdraw,
    counters,
    asking: budgets.requestsPerMember,
    trying: budgets.requestsTriedPerMember,
    board,
    record,
    clock,
    newId: randomUUID,
  });
  const locks = createLocks({ channelLocks: stores.channelLocks, rest, clock, log });
  const saying = createDoorSaying({ rest, settings, languages, drawNotice, log });
  const door = createDoor({ ...stores, ...saying, clock, isSure: parts.isSure, newId: randomUUID });
  const staff = { locks, door, staffChannel, members, board, withdraw, helpDesk };
  return { servers, languages, roles, lent, twoFactor, record, billing, editor, settingsNews, ...giving, ...staff };
}
