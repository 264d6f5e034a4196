import { endOf } from '../../gate/endings/ending.ts';
import { traitsOf } from '../../gate/roles/given.ts';
import type { AdmissionOutcome, NumberTaken } from '../../gate/roster/admission.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import { answer, promise } from '../interactions/answers.ts';
import { ownMessage } from '../interactions/own.ts';
import type { Visit } from '../interactions/visit.ts';
import { clientLanguages } from '../language/languages.ts';
import { onServer } from '../requests/way.ts';
import { maskName } from '../rest/accounts.ts';
import { greetingOf, greetingView } from '../welcome/greeting.ts';
import { renewedView } from './again/views.ts';
import type { FlowParts, Standing } from './parts.ts';
import { seenIn } from './seen.ts';
import { askedStaffView, denyView, transferView } from './views/conflict.ts';
import { blockedView, givenWords, grantingView, grantView } from './views/done.ts';

/** The number is proven: say what the server's rules make of it. */
export async function settle(parts: FlowParts, visit: Visit, admitted: AdmissionOutcome, at: Standing): Promise<void> {
  const { record } = parts;
  const { interaction, who, text } = onServer(visit, at.server);
  parts.panels.attend(who, ownMessage(visit));
  switch (admitted.is) {
    case 'blocked':
      await record({ ...who, what: 'blockedNumber', country: admitted.country });
      return answer(interaction, blockedView(text));
    case 'numberTaken':
      return numberTaken(parts, visit, admitted, at);
    case 'admitted':
      await Promise.all([record({ ...who, what: 'verified', country: admitted.country }), welcome(parts, visit, at)]);
      return;
    case 'renewed':
      await record({ ...who, what: 'renewed', country: admitted.country });
      return confirmAgain(parts, visit, at);
    case 'alreadyVerified':
      return welcome(parts, visit, at);
  }
}

/** A verified member has proven a number again: gives what is missing of their roles, and says so once Discord has accepted it. */
async function confirmAgain(parts: FlowParts, visit: Visit, { server, hasRequest }: Standing): Promise<void> {
  const { grants, helpDesk, roster, clock } = parts;
  const { interaction, who, text } = visit;
  await answer(interaction, grantingView(text));
  const grant = await grants.giveBack(who, seenIn(visit));
  const entry = await roster.find(who);
  const end = entry && endOf(entry, server);
  const isDone = grant.is === 'granted';
  const theirs = givenBy(server, traitsOf(entry));
  await answer(interaction, isDone ? renewedView(end, server.roleId, text) : grantView(grant, theirs, text));
  if (hasRequest) await helpDesk.end(who, { is: 'verified', at: clock.now() });
}

/** Gives a member who is on the roster the role, and says so once Discord has accepted it. What they had asked the staff is settled with it. */
export async function welcome(parts: FlowParts, visit: Visit, { server, hasRequest }: Standing): Promise<void> {
  const { grants, helpDesk, clock } = parts;
  const { interaction, who, text } = visit;
  const [grant] = await Promise.all([grants.give(who, seenIn(visit), server), answer(interaction, grantingView(text))]);
  // What is known of the number decides only where there are rules for roles.
  const entry = server.roleRules.length > 0 ? await parts.roster.find(who) : undefined;
  const roleIds = givenBy(server, traitsOf(entry));
  if (grant.is === 'granted') {
    parts.panels.leave(who);
    const greeting = await greetingOf(parts, who.serverId, server);
    await answer(interaction, greetingView(greeting, givenWords(grant, roleIds, text), text, 'verified'));
  } else await answer(interaction, grantView(grant, roleIds, text));
  if (hasRequest) await helpDesk.end(who, { is: 'verified', at: clock.now() });
}

/** Other accounts hold the number: what the server's policy makes of that. */
async function numberTaken(parts: FlowParts, visit: Visit, taken: NumberTaken, { server }: Standing): Promise<void> {
  const { record, accountName, helpDesk } = parts;
  const { interaction, who, text } = onServer(visit, server);
  const { policy, holders, phone, until } = taken;
  await promise(interaction);
  await record({ ...who, what: 'conflict', country: phone.country, others: holders });
  // A transfer takes the number from the earliest holder alone.
  const named = policy === 'transfer' ? holders.slice(0, 1) : holders;
  const names = (await Promise.all(named.map((memberId) => accountName({ ...who, memberId })))).map(maskName);
  switch (policy) {
    case 'deny':
      return answer(interaction, denyView(names, text));
    case 'transfer':
      return answer(interaction, transferView(names, givenBy(server, phone), until, text));
    case 'askStaff': {
      const words = text.t('conflict.words');
      const { own: locale } = clientLanguages(interaction);
      const outcome = await helpDesk.open({ ...who, cause: 'numberTaken', words, locale, phone });
      return answer(interaction, askedStaffView(names, outcome, text));
    }
  }
}
