import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Text } from '../../../text/texts.ts';
import { fields, modals } from '../../interactions/ids.ts';

/** Asks for country code, number and consent. @param countryCode what stands in the first field, with its `+` */
export function numberModal(countryCode: string, { t }: Text): APIModalInteractionResponseCallbackData {
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
      {
        type: ComponentType.Label,
        label: t('number.consent'),
        description: t('number.consentHint'),
        component: { type: ComponentType.Checkbox, custom_id: fields.consent },
      },
    ],
  };
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
          max_length: 3 * digits + 20,
          required: true,
        },
      },
    ],
  };
}
