import { ComponentType, type ModalSubmitInteraction } from 'discord.js';
import { CONSENT_VERSION } from '../../gate/consent.ts';
import { isSettled } from '../../gate/endings/ending.ts';
import { numberProblem } from '../../gate/settings/rules.ts';
import { isOpen, type OpenGate } from '../../gate/settings/settings.ts';
import type { Candidate, Question } from '../../otp/number/choosing.ts';
import { type PhoneResult, type Reading, readPhone } from '../../otp/number/phone.ts';
import { refuseBlocked } from '../blocked/refuse.ts';
import { answer } from '../interactions/answers.ts';
import { AGREED, fields } from '../interactions/ids.ts';
import { textIn } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { clientLanguages } from '../language/languages.ts';
import { passesFreely } from '../passes/passing.ts';
import { wordsOn } from '../requests/way.ts';
import { refuseYoung } from './account-age.ts';
import { startCode, welcomeBack } from './begin.ts';
import { showRefused, showSameNumber, showState } from './panel.ts';
import type { FlowParts } from './parts.ts';
import { sendCode } from './sending.ts';
import { type Refused, refusalWords } from './views/refusal.ts';
import { sentenceView } from './views/steps.ts';

/** The number form was sent: remember the number, or say what is wrong with it. Nothing is texted yet. */
export async function enterNumber(parts: FlowParts, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { situations, verifier, record, clock } = parts;
  const { interaction, who, text } = visit;
  const situation = await situations.of(who);
  const { server, entry, stored } = situation;
  if (!isOpen(server)) {
    visit.drafts.keep(who, interaction);
    return answer(interaction, sentenceView(text.t('error.notSetUp')));
  }
  const at = { ...situation, server };
  if (isSettled(entry, server, clock.now())) return welcomeBack(parts, visit, entry, server);
  if (await passesFreely(parts, visit, at)) return;
  if (await refuseYoung(parts, visit, server)) return visit.drafts.keep(who, interaction);

  const { fields: form } = interaction;
  const refuse = (sentence: string) => {
    visit.drafts.keep(who, interaction);
    return showRefused(parts, visit, at, sentence);
  };
  if (!isAgreed(form)) return refuse(text.t('number.problem.noConsent'));
  const typedCountry = textIn(form, fields.country);
  const refuseNumber = (refused: Refused) => {
    const { allowedCountries } = parts.policy.phone;
    return refuse(refusalWords(refused, typedCountry, { allowedCountries, server }, wordsOn(server, text)));
  };
  const policy = {
    ...parts.policy.phone,
    locale: clientLanguages(interaction).own,
    prefilled: startCode(visit, server),
  };
  const read = readPhone(typedCountry, textIn(form, fields.number), policy);
  if (read.is === 'problem') return refuseNumber(read);
  const { readings, asks } = understood(read);
  const candidates = readings.filter((one) => numberProblem(server, one) === undefined).map(bare);
  const [first] = candidates;
  if (!first) return refuseNumber(firstRefused(server, readings));

  if (!asks && (await refuseBlocked(parts, visit, at, first.phone))) return;

  const question = asks && { asks, candidates };
  // First: nobody who dies in between may leave a number that can be texted without it.
  await record({ ...who, what: 'consented', version: CONSENT_VERSION, locale: clientLanguages(interaction).own });
  const { outcome, standing } = await verifier.enter(who, first, question, stored);
  await record({ ...who, what: 'entered', country: first.country });
  // A member who says that it is another one finds what they typed in the form.
  if (standing?.is === 'undecided') visit.drafts.keep(who, interaction);
  if (outcome.is === 'readyToSend' && server.sendsAtOnce && standing?.canSend) return sendCode(parts, visit, false);
  const show = outcome.is === 'sameNumber' ? showSameNumber : showState;
  await show(parts, visit, server, standing);
}

/** Whether the tick was set. Discord sends no form without it; a forged one, or one of an earlier version with other words, has none. */
function isAgreed({ fields: all }: ModalSubmitInteraction['fields']): boolean {
  const field = all.get(fields.consent);
  return field?.type === ComponentType.CheckboxGroup && Array.isArray(field.values) && field.values.includes(AGREED);
}

type Understood = Exclude<PhoneResult, { is: 'problem' }>;

/** What the form may mean, and what has to be asked about it. */
function understood(read: Understood): { readonly readings: readonly Reading[]; readonly asks?: Question['asks'] } {
  if (read.is === 'choice') return { readings: read.readings, asks: 'number' };
  return { readings: [read], ...(read.isAssumed && { asks: 'country' }) };
}

const bare = ({ phone, country }: Reading): Candidate => ({ phone, country });

function firstRefused(server: OpenGate, [first]: readonly Reading[]): Refused {
  const problem = (first && numberProblem(server, first)) ?? 'badNumber';
  return { is: 'problem', problem, ...(first && { country: first.country }) };
}
