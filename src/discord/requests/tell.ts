import type { HelpRequest } from '../../gate/ports.ts';
import type { Decision } from '../../gate/staff/decisions.ts';
import type { Decided } from '../../gate/staff/requests.ts';
import { gaveUpView } from '../verify/views/conflict.ts';
import type { RequestSteps } from './parts.ts';
import { askedView, decisionView } from './views/requests.ts';

type Tellers = Pick<RequestSteps, 'servers' | 'writeTo' | 'languages'>;

/** Tells a member how their request ended, and the account that a number was moved from. Whether the member was reached. */
export async function tellAnswer(
  { servers, writeTo, languages }: Tellers,
  decision: Extract<Decision, { request: HelpRequest }>,
  answered: Decided,
): Promise<boolean> {
  const { serverId, memberId, locale } = decision.request;
  const text = await languages.toMember(decision.request, locale);
  const name = await servers.name(serverId);
  if (decision.is === 'moved' && decision.from !== undefined) {
    const theirs = await languages.toMember({ serverId, memberId: decision.from });
    await writeTo(decision.from, gaveUpView(name ?? theirs.t('sms.noServerName'), theirs));
  }
  const has = decision.is !== 'declined' && decision.grant.is === 'granted';
  return (await writeTo(memberId, decisionView(answered, has, name ?? text.t('sms.noServerName'), text))) === 'arrived';
}

/** Asks a member what the staff want to know. Whether they were reached; if not, the question waits behind Verify. */
export async function tellQuestion(
  { servers, writeTo, languages }: Tellers,
  request: HelpRequest,
  question: string,
): Promise<boolean> {
  const text = await languages.toMember(request, request.locale);
  const server = (await servers.name(request.serverId)) ?? text.t('sms.noServerName');
  return (await writeTo(request.memberId, askedView(request, question, server, text))) === 'arrived';
}
