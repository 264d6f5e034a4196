import type { ButtonInteraction } from 'discord.js';
import { remainingOf } from '../../gate/endings/ending.ts';
import { BYPASS, traitsOf } from '../../gate/roles/given.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import { answer } from '../interactions/answers.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { type Case, openCase } from './cases.ts';
import type { StaffParts } from './parts.ts';
import { cardView, type MemberRecord } from './views/card.ts';

/** Events on a page of the card: the longest ones still fit into a message's 4000 characters. */
const PAGE = 8;

/** Shows the card of a member, and writes down who looked: the member sees it under /privacy. */
export async function lookUp(parts: StaffParts, visit: Visit<Asked>, memberId: string): Promise<void> {
  const opened = await openCase(parts, visit, memberId);
  if (!opened) return;
  const record = await recordOf(parts, opened, 0);
  // The look is written down before anything is shown.
  await parts.record({ ...opened.member, what: 'lookedUp', by: opened.by });
  await answer(visit.interaction, cardView(record, visit.text));
}

/** Older or newer events of a card that is open: still the same look. */
export async function turnPage(parts: StaffParts, visit: Visit<ButtonInteraction>): Promise<void> {
  const [memberId = '', page = ''] = visit.arg?.split('-') ?? [];
  const opened = await openCase(parts, visit, memberId);
  if (opened) await answer(visit.interaction, cardView(await recordOf(parts, opened, pageIn(page)), visit.text));
}

const pageIn = (text: string) => (/^\d{1,4}$/.test(text) ? Number(text) : 0);

/** Everything that is kept of a member on this server, as far as staff may see it. */
async function recordOf(parts: StaffParts, { member, target, server }: Case, page: number): Promise<MemberRecord> {
  const { roster, blocks, numberOnly, requests, journal, verifier, clock } = parts;
  const now = clock.now();
  const [entry, standing, own, numberOnlySince, request, events] = await Promise.all([
    roster.find(member),
    verifier.look(member),
    blocks.ofMember(member, now),
    numberOnly.since(member),
    requests.ofMember(member),
    journal.ofMember(member, (page + 1) * PAGE + 1),
  ]);
  const remaining = entry && remainingOf(entry, server, now);
  const phone = entry?.phone ?? request?.phone;
  const holders = phone ? await roster.holders(member.serverId, phone.phoneKey) : [];
  const onNumber = phone && (await blocks.find(member.serverId, phone.phoneKey, now));
  const elsewhere = onNumber && onNumber.memberId !== member.memberId ? [onNumber] : [];
  return {
    member,
    target,
    page,
    hasMore: events.length > (page + 1) * PAGE,
    events: events.slice(page * PAGE, (page + 1) * PAGE),
    lastObstacle: events.find((event) => event.what === 'grantFailed')?.obstacle,
    blocks: [...own, ...elsewhere],
    due: [...givenBy(server, traitsOf(entry)), ...(server.bypassesChecks ? [BYPASS] : [])],
    linked: holders.map(({ memberId }) => memberId).filter((id) => id !== member.memberId),
    numberOnlySince,
    ...(entry && { entry }),
    ...(remaining && { remaining }),
    ...(standing && { standing }),
    ...(request && { request }),
    ...(server.roleId !== undefined && { roleId: server.roleId }),
  };
}
