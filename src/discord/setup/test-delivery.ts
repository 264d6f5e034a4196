import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { everyStep } from '../../base/every-step.ts';
import { allowanceOf } from '../../gate/settings/settings.ts';
import { isOn } from '../../otp/channels/ways.ts';
import { readPhone } from '../../otp/number/phone.ts';
import type { Destination } from '../../otp/sending/send-costs.ts';
import { channels } from '../../otp/sms.ts';
import { openForm, promise } from '../interactions/answers.ts';
import { textIn } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { clientLanguages } from '../language/languages.ts';
import { startCode } from '../verify/begin.ts';
import { EDITABLE } from '../verify/live-panels.ts';
import { refusalWords } from '../verify/views/refusal.ts';
import { wordingOf } from '../verify/wording.ts';
import { forAdmins } from './access.ts';
import { fields, pageOf } from './ids.ts';
import type { SetupParts } from './parts.ts';
import { showScreen } from './screen.ts';
import { deliveryNews, type TestDelivery, testForm } from './views/test-delivery.ts';

type Form = Visit<ModalSubmitInteraction>;

/** Opens the form that asks an admin for their own number. */
export function openTest(parts: SetupParts) {
  return forAdmins<ButtonInteraction>(async (visit) => {
    const { who, text, arg } = visit;
    const server = await parts.editor.load(who.serverId);
    await openForm(visit, testForm(startCode(visit, server), parts.ways, pageOf(arg), text));
  });
}

/**
 * Sends a code to an admin's own number as it is sent to members, and tells what came of it. It counts in every budget; the code opens
 * nothing, and the number is kept nowhere.
 */
export function sendTest(parts: SetupParts) {
  return forAdmins<ModalSubmitInteraction>(async (visit) => {
    const { interaction, who, text, arg } = visit;
    await promise(interaction);
    const show = (news: string) => showScreen(parts, visit, pageOf(arg), [news]);
    const read = await destinationOf(parts, visit);
    if ('refused' in read) {
      visit.drafts.keep(who, interaction);
      return show(`⚠️ ${read.refused}`);
    }
    const tell = (news: TestDelivery) => show(deliveryNews(news, parts.sender, text));
    await tell(await send(parts, visit, read, tell));
  });
}

/** Where the code is to go, or why nowhere. */
async function destinationOf(parts: SetupParts, { interaction, who, text }: Form) {
  const { fields: form } = interaction;
  const { own: locale } = clientLanguages(interaction);
  const typedCountry = textIn(form, fields.testCountry);
  const server = await parts.editor.load(who.serverId);
  const read = readPhone(typedCountry, textIn(form, fields.testNumber), { ...parts.policy.phone, locale });
  const rules = { allowedCountries: parts.policy.phone.allowedCountries, server };
  if (read.is === 'problem') return { refused: refusalWords(read, typedCountry, rules, text) };
  if (read.is === 'choice') return { refused: text.t('setup.test.unsure') };
  const chosen = form.fields.has(fields.testChannel) ? form.getRadioGroup(fields.testChannel) : 'sms';
  const channel = channels.find((one) => one === chosen) ?? 'sms';
  if (channel !== 'sms' && !isOn(channel, read, parts.ways)) return { refused: text.t('setup.test.notThere') };
  return { phone: read.phone, country: read.country, channel };
}

async function send(
  parts: SetupParts,
  visit: Form,
  to: Destination,
  tell: (news: TestDelivery) => Promise<void>,
): Promise<TestDelivery> {
  const { sms, sendLimits, deliveries, editor, clock } = parts;
  const { who } = visit;
  const server = await editor.load(who.serverId);
  const name = server.smsName ?? (await parts.serverName(who.serverId));
  const reservation = await sendLimits.reserve(who, to, allowanceOf(server), clock.now());
  if (reservation.is !== 'reserved') return { is: 'spent', until: reservation.until };
  const { spending } = reservation;

  const { body, ...wording } = wordingOf(parts, visit, to.channel, name);
  const code = parts.newCode();
  const askedAt = clock.now();
  const result = await sms.send({ ...wording, to: to.phone, code, body: body(code), validFor: parts.policy.ttl });
  parts.log.info({ server: who.serverId, channel: to.channel, result: result.is }, 'an admin sent a test code');
  if (result.is === 'refused') {
    const { asked = true, is: _, ...why } = result;
    await everyStep([async () => asked && sendLimits.refused(who, to, clock.now()), reservation.giveBack]);
    return { is: 'refused', to, ...why };
  }
  if (spending) await parts.record({ ...who, what: 'moneySpent', ...spending });
  if (result.is === 'unknown') return { is: 'unknown', to };
  const { messageId } = result;
  sendLimits.sent(messageId, to);
  deliveries.watch(messageId, async (report, isLast) => {
    if (isLast) await sms.settle(messageId, 'canceled');
    if (clock.now() >= askedAt + EDITABLE) return;
    await tell({ is: 'reported', to, report, seconds: Math.round((clock.now() - askedAt) / 1000) });
  });
  return { is: 'sent', to };
}
