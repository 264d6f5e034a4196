import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { ConsentTerms } from '../../../gate/consent.ts';
import { longestCodeInput } from '../../../otp/code.ts';
import type { Text } from '../../../text/texts.ts';
import { AGREED, fields, modals } from '../../interactions/ids.ts';

/**
 * Asks for country code, number and consent. Discord itself does not send the form without the tick.
 * @param countryCode what stands in the first field, with its `+`
 * @param terms who the consent is given to, and the pages that it refers to
 */
export function numberModal(
  countryCode: string,
  terms: ConsentTerms,
  text: Text,
): APIModalInteractionResponseCallbackData {
  const { t } = text;
  return {
    custom_id: modals.number.id(),
    title: t('number.title'),
    components: [
      { type: ComponentType.TextDisplay, content: t('number.intro') },
      {
        type: ComponentType.Label,
        label: t('number.country'),
        description: t('number.countryHint'),
        component: {
          type: ComponentType.TextInput,
          custom_id: fields.country,
          style: TextInputStyle.Short,
          max_length: 60,
          required: false,
          value: countryCode,
        },
      },
      {
        type: ComponentType.Label,
        label: t('number.number'),
        description: t('number.numberHint'),
        component: {
          type: ComponentType.TextInput,
          custom_id: fields.number,
          style: TextInputStyle.Short,
          min_length: 1,
          max_length: 100,
          required: true,
        },
      },
      { type: ComponentType.TextDisplay, content: consentWords(terms, text) },
      {
        type: ComponentType.Label,
        label: t('number.consentLabel'),
        component: {
          type: ComponentType.CheckboxGroup,
          custom_id: fields.consent,
          required: true,
          min_values: 1,
          max_values: 1,
          options: [{ value: AGREED, label: t('number.consent') }],
        },
      },
    ],
  };
}

/** What the member agrees to, as carriers in the United States and Canada ask for it; and the way without a phone. */
function consentWords({ brand, termsUrl, privacyUrl }: ConsentTerms, { t }: Text): string {
  const pages = [
    termsUrl && `[${t('number.pages.terms')}](${termsUrl})`,
    privacyUrl && `[${t('number.pages.privacy')}](${privacyUrl})`,
  ];
  const lines = [t('number.consentWords', { brand }), pages.filter(Boolean).join(' · ')];
  return lines
    .filter(Boolean)
    .map((line) => `-# ${line}`)
    .join('\n');
}

/** Asks for the code. @param digits how many the code has; more is taken, for what people copy along with it */
export function codeModal(digits: number, { t }: Text): APIModalInteractionResponseCallbackData {
  return {
    custom_id: modals.code.id(),
    title: t('code.title'),
    components: [
      {
        type: ComponentType.Label,
        label: t('code.label'),
        description: t('code.hint', { count: digits }),
        component: {
          type: ComponentType.TextInput,
          custom_id: fields.code,
          style: TextInputStyle.Short,
          min_length: 1,
          // Room for the whole SMS, which some phones copy.
          max_length: longestCodeInput,
          required: true,
        },
      },
    ],
  };
}
