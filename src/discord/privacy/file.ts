import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { OnList } from '../../gate/bulk/runs.ts';
import { flat } from '../../gate/journal/journal.ts';
import type { Block, HeldPhone, HelpRequest, JournalEntry, PendingRole, RosterEntry } from '../../gate/ports.ts';
import type { MemberData } from '../../gate/privacy/privacy.ts';
import { withoutNumbers } from '../../gate/privacy/redacting.ts';
import { BYPASS, isRole, KEPT_BYPASS } from '../../gate/roles/given.ts';
import type { SettingsEntry } from '../../gate/settings/history.ts';
import type { PanelState } from '../../otp/panel-state.ts';

/** Changes when a field changes its name or meaning; new fields may come at any time. */
const FORMAT = 'latchkey-member-data/1';

/** What is stored and is not in the file, and why. */
const LEFT_OUT = [
  'The whole number of a verification underway: it is stored encrypted until that ends, and you know it.',
  'The fingerprint of a number, a keyed hash: it tells you nothing, and in a copy it could tell others that two copies are of one person.',
  'The keyed hash of a code underway: it is of no use to you, and nobody needs to see it.',
  'Counts for limits a day: they are stored under keyed hashes that name nobody, for two days at most.',
] as const;

/**
 * Everything that is stored about a member of a server, as JSON for people and programs. Instants are ISO 8601 in UTC;
 * what is not there is null.
 */
export function dataFile(who: Who, data: MemberData, now: Ms): { readonly name: string; readonly content: string } {
  const { entry, standing, proven, request, lists, blocks, past, pendingRoles, changes, events } = data;
  const content = {
    format: FORMAT,
    exportedAt: iso(now),
    serverId: who.serverId,
    memberId: who.memberId,
    verification: entry ? verificationOf(entry) : null,
    challenge: standing ? challengeOf(standing) : null,
    numberToConfirm: proven ? numberOf(proven) : null,
    request: request ? requestOf(request) : null,
    listsToVerify: lists.map(listOf),
    blocks: blocks.map(blockOf),
    byNumberAloneSince: iso(data.numberOnlySince),
    formerNumbers: past.map((one) => ({ number: numberOf(one), sealedAt: iso(one.leftAt) })),
    pendingRoles: pendingRoles.map(pendingOf),
    events: events.map(eventOf),
    settingsChanged: changes.map(changeOf),
    leftOut: LEFT_OUT,
  };
  return { name: `my-data-${who.serverId}.json`, content: `${JSON.stringify(content, undefined, 2)}\n` };
}

const iso = (instant: Ms | undefined) => (instant === undefined ? null : new Date(instant).toISOString());

const numberOf = ({ country, lastDigits }: HeldPhone) => ({ country, lastDigits });

const verificationOf = ({ phone, approval, exempt, letIn, ...entry }: RosterEntry) => ({
  verifiedAt: iso(entry.verifiedAt),
  number: phone ? numberOf(phone) : null,
  byHand: approval ? vouchedFor(approval) : null,
  exempt: exempt ? { because: exempt.is, roleId: exempt.is === 'role' ? exempt.roleId : null } : null,
  letIn: letIn ? { ...vouchedFor(letIn), opening: letIn.opening } : null,
  lineKind: entry.lineKind ?? null,
  roleGivenAt: iso(entry.grantedAt),
  rolesGiven: (entry.givenRoleIds ?? []).filter(isRole),
  bypassesVerification: bypassOf(entry),
  rolesTaken: entry.takenRoleIds ?? [],
  askedToProveANumberUntil: iso(entry.endsAt),
  remindedAt: iso(entry.remindedAt),
  lastNoticeAt: iso(entry.warnedAt),
  language: entry.locale ?? null,
});

/** `given`: with the roles. `before`: they had that flag of Discord's already. */
function bypassOf({ givenRoleIds = [] }: Pick<RosterEntry, 'givenRoleIds'>) {
  if (givenRoleIds.includes(BYPASS)) return 'given';
  return givenRoleIds.includes(KEPT_BYPASS) ? 'before' : null;
}

const vouchedFor = ({ by, reason }: { by: string; reason: string }) => ({ by, reason: withoutNumbers(reason) });

const challengeOf = (standing: PanelState) => ({
  state: standing.is,
  number: { country: standing.country, lastDigits: standing.phone.slice(-2) },
  codeExpiresAt: standing.is === 'sent' ? iso(standing.expiresAt) : null,
  lockedUntil: standing.is === 'locked' ? iso(standing.lockedUntil) : null,
});

const requestOf = ({ id, cause, words, at, locale, phone, staffMessage }: HelpRequest) => ({
  id,
  cause,
  words: withoutNumbers(words),
  askedAt: iso(at),
  locale,
  number: phone ? numberOf(phone) : null,
  staffMessage: staffMessage ?? null,
});

const listOf = ({ by, reason, at, isBegun, outcome, hadRoleIds }: OnList) => ({
  by,
  ...(isBegun ? { reason: withoutNumbers(reason), begunAt: iso(at) } : { reason: null, countedAt: iso(at) }),
  outcome: outcome ?? null,
  rolesHadBefore: hadRoleIds ?? null,
});

const blockOf = (block: Block) => ({
  number: numberOf(block),
  reason: withoutNumbers(block.reason),
  by: block.by,
  blockedAt: iso(block.at),
  until: iso(block.until),
});

const pendingOf = ({ roleId, act }: PendingRole) => ({ roleId, to: act === 'take' ? 'be taken' : 'be given back' });

const changeOf = ({ at, act, before, after }: SettingsEntry) => ({ at: iso(at), act, before, after });

function eventOf(entry: JournalEntry) {
  const { at, what, by = null, country = null, why, ...more } = flat(entry);
  const { messageId, segments = null, price = null, currency = null, channel = 'sms', locale: language = null } = more;
  const sms = messageId === undefined ? null : { channel, messageId, segments, price, currency };
  return { at: iso(at), what, by, country, language, why: why === undefined ? null : withoutNumbers(why), sms };
}
